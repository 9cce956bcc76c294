//! The compressed twins of texts, `.br` and `.gz`, for hosts that send what lies beside a file. Made by the slowest settings:
//! once here, sent often. The same bytes in give the same bytes out: no date, no name.

use std::io::Write;

use super::Output;

/// Below this a twin saves nothing worth a file.
const LEAST_BYTES: usize = 1024;

/// What is text, by the ends of names. Pictures and archives are compressed already.
const TEXTS: [&str; 18] = [
    "html",
    "css",
    "js",
    "mjs",
    "json",
    "map",
    "xml",
    "svg",
    "txt",
    "md",
    "ics",
    "csv",
    "ttl",
    "webmanifest",
    "wasm",
    "rss",
    "atom",
    "vtt",
];

/// The twins of an output; none where they are no use. One that is not smaller is left out.
#[must_use]
pub fn twins(output: &Output) -> Vec<Output> {
    let extension = output.path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let is_text = extension.is_some_and(|(_, e)| TEXTS.contains(&e.to_lowercase().as_str()));
    if !is_text || output.bytes.len() < LEAST_BYTES {
        return Vec::new();
    }
    [("br", brotli(&output.bytes)), ("gz", gzip(&output.bytes))]
        .into_iter()
        .filter_map(|(end, bytes)| Some((end, bytes.filter(|b| b.len() < output.bytes.len())?)))
        .map(|(end, bytes)| Output {
            path: format!("{}.{end}", output.path),
            bytes,
        })
        .collect()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).ok()?;
    Some(out)
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn output(path: &str, bytes: Vec<u8>) -> Output {
        Output {
            path: path.into(),
            bytes,
        }
    }

    #[test]
    fn both_twins_give_the_text_back() {
        let text = "What is said three times. ".repeat(100).into_bytes();
        let [br, gz] = <[Output; 2]>::try_from(twins(&output("a/index.html", text.clone()))).unwrap();
        assert_eq!(
            (br.path.as_str(), gz.path.as_str()),
            ("a/index.html.br", "a/index.html.gz")
        );
        let (mut a, mut b) = (Vec::new(), Vec::new());
        brotli::BrotliDecompress(&mut br.bytes.as_slice(), &mut a).unwrap();
        flate2::read::GzDecoder::new(gz.bytes.as_slice())
            .read_to_end(&mut b)
            .unwrap();
        assert!(a == text && b == text);
        assert_eq!(gz.bytes[4..8], [0; 4], "a date would make each build another one");
    }

    #[test]
    fn what_gains_nothing_has_no_twin() {
        let long = vec![b'a'; 5000];
        assert!(twins(&output("a.png", long.clone())).is_empty());
        assert!(twins(&output("folder.css/plain", long.clone())).is_empty());
        assert!(twins(&output("a.css", vec![b'a'; LEAST_BYTES - 1])).is_empty());
        assert_eq!(twins(&output("A.CSS", long)).len(), 2);
        // Random bytes don't shrink.
        let mut state = 1u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        });
        assert!(twins(&output("noise.txt", noise.take(4000).collect())).is_empty());
    }
}
