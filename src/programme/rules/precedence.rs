//! Predecessors and requirements: no area waits for itself.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{At, Draft};

/// Circles among `after` and `requires` together.
pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    broken.extend(circles(draft).iter().map(|circle| report(draft, circle)));
}

fn neighbours(draft: &Draft, area: usize) -> Vec<usize> {
    let area = &draft.areas[area];
    area.after.iter().map(|predecessor| predecessor.area).chain(area.requires.iter().copied()).collect()
}

/// Circles, each as the areas on it, found by a walk in depth without recursion. A circle
/// that comes back to an area of one found before is left out: thousands may share a few areas.
fn circles(draft: &Draft) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        OnPath,
        Done,
    }
    let mut marks = vec![Mark::New; draft.areas.len()];
    let mut is_on_circle = vec![false; draft.areas.len()];
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for start in 0..draft.areas.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::OnPath;
        let mut path = vec![(start, neighbours(draft, start).into_iter())];
        while let Some((area, rest)) = path.last_mut() {
            let area = *area;
            match rest.next() {
                None => {
                    marks[area] = Mark::Done;
                    path.pop();
                }
                Some(next) if marks[next] == Mark::New => {
                    marks[next] = Mark::OnPath;
                    path.push((next, neighbours(draft, next).into_iter()));
                }
                Some(next) if marks[next] == Mark::OnPath && !is_on_circle[next] => {
                    let on_path = path.iter().map(|(area, _)| *area);
                    let circle: Vec<usize> = on_path.skip_while(|&area| area != next).collect();
                    circle.iter().for_each(|&area| is_on_circle[area] = true);
                    circles.push(circle);
                }
                Some(_) => {}
            }
        }
    }
    circles
}

fn report(draft: &Draft, circle: &[usize]) -> Broken {
    const MOST_NAMED: usize = 12;
    let name = |area: usize| format!("`{}`", draft.areas[area].name);
    let mut named: Vec<String> = circle.iter().take(MOST_NAMED).map(|&area| name(area)).collect();
    if circle.len() > MOST_NAMED {
        named.push(format!("… {} more …", circle.len() - MOST_NAMED));
    }
    named.push(name(circle[0]));
    let message = match circle {
        [alone] => format!("{} waits for itself", name(*alone)),
        _ => format!("these areas wait for each other in a circle: {}", named.join(" → ")),
    };
    let next = circle.get(1).unwrap_or(&circle[0]);
    let by_after = draft.areas[circle[0]].after.iter().any(|predecessor| predecessor.area == *next);
    let at = At::area(circle[0], if by_after { "after" } else { "requires" });
    Broken::new(Code::PrecedenceCycle, at, message, "take one of them out of `after` or `requires`")
}
