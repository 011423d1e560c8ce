//! Memory in large pages, where the system has them for those who ask: the first use of a page of 4 KB takes longer than
//! to write its numbers.

/// The size of a large page.
#[cfg(target_os = "linux")]
const LARGE: usize = 2 << 20;

/// Asks for large pages for the room of some numbers, if it is a good part of one. Their values stay as they are.
pub fn in_large_pages(room: Vec<f64>) -> Vec<f64> {
    #[cfg(target_os = "linux")]
    if size_of::<f64>() * room.capacity() >= LARGE / 8 {
        use rustix::mm::{Advice, madvise};
        let begins = room.as_ptr().addr() & !(LARGE - 1);
        let ends = (room.as_ptr().addr() + size_of::<f64>() * room.capacity()).next_multiple_of(LARGE);
        // What cannot be had is no loss.
        // SAFETY: how large pages are changes nothing of what they hold, nor of what lies beside the room in the first and
        // the last of them.
        let _ = unsafe { madvise(std::ptr::without_provenance_mut(begins), ends - begins, Advice::LinuxHugepage) };
    }
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_they_are() {
        for len in [0, 1, 1 << 15, (1 << 18) + 77] {
            let numbers: Vec<f64> = (0..len).map(f64::from).collect();
            let kept = in_large_pages(numbers.clone());
            assert_eq!(kept, numbers);
            assert_eq!(in_large_pages(vec![0.0; len as usize]), vec![0.0; len as usize]);
        }
    }
}
