//! From words to values: the tables of quantile functions, the draws of the designs, and that neither ever changes.

mod draws;
mod laws;
mod ranks;
mod words;
