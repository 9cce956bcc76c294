//! How long each stage takes for a corpus of 1,000 pages. `cargo bench --bench stages`.

fn main() {
    divan::main();
}
