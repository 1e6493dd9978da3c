//! Hard cases: similar texts that are no copies, and copies of a special kind.

mod bulletins;
mod footers;
mod quotations;
mod resends;

pub use bulletins::{Bulletin, bulletins};
pub use footers::{FooterCorpus, footers};
pub use quotations::{Quotation, QuotationCorpus, quotations};
pub use resends::{Resend, resends};
