//! Probability laws: parameters, support, most likely value, distribution and quantile function.
/// stub
#[derive(Clone, Debug)]
pub struct Distribution;
impl Distribution {
    /// stub
    pub fn most_likely(&self) -> f64 {
        todo!()
    }
    /// stub
    pub fn mean(&self) -> f64 {
        todo!()
    }
}
