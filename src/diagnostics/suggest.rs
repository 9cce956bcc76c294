//! "Did you mean": the nearest of a list of names to what an author typed.

/// The candidate nearest to `typed`, when it is near enough to be a slip of the fingers: at most a third of the
/// letters differ (Damerau-Levenshtein distance, case ignored), and never all of them. Ties go to the candidate that sorts first.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = typed.to_lowercase();
    let length = lower.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(length) <= limit && *c != typed)
        .map(|c| {
            let other = c.to_lowercase();
            (strsim::damerau_levenshtein(&lower, &other), c)
        })
        .filter(|(distance, c)| *distance <= limit && *distance < length.min(c.chars().count()))
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_slips_and_nothing_else() {
        let names = ["summary", "title", "sources", "date"];
        assert_eq!(closest("sumary", names), Some("summary"));
        assert_eq!(closest("Titel", names), Some("title"));
        assert_eq!(closest("colour", names), None);
        assert_eq!(closest("", names), None);
        assert_eq!(closest("c", ["a", "q"]), None);
    }
}
