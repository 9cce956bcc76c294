//! Faults of templates, which many pages meet.

use crate::diagnostics::Diagnostic;
use crate::render::TemplateFault;

/// A template's fault is said once, with the first page that met it and the number of the others.
pub(crate) fn once_a_place(mut all: Vec<(TemplateFault, String)>) -> Vec<Diagnostic> {
    all.sort_by(|(a, x), (b, y)| (a.span, &a.message, x).cmp(&(b.span, &b.message, y)));
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut rest = all.into_iter().peekable();
    while let Some((fault, page)) = rest.next() {
        let mut more = 0;
        while rest
            .next_if(|(next, _)| next.span == fault.span && next.message == fault.message)
            .is_some()
        {
            more += 1;
        }
        let message = match (page.as_str(), more) {
            ("", _) => fault.message,
            (page, 0) => format!("{} (while rendering {page})", fault.message),
            (page, n) => format!("{} (while rendering {page} and {n} more)", fault.message),
        };
        out.push(Diagnostic::new(fault.code, fault.span, message).help(fault.help));
    }
    out
}
