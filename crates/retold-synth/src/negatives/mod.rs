//! Which texts look alike without being copies, or are copies in a way of their own?

mod bulletins;
mod footers;
mod quotations;
mod resends;

pub use bulletins::{Bulletin, bulletins};
pub use footers::{FooterCorpus, footers};
pub use quotations::{Quotation, QuotationCorpus, quotations};
pub use resends::{Resend, resends};
