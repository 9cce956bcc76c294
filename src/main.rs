//! The program `nutgraf`: reads the command line, asks the library, prints. The only place that prints, and the only one
//! that knows the clock, the terminal and exit codes.

mod cli;

use std::ffi::{c_int, c_long};
use std::process::ExitCode;

/// Pages are made of many small values on all cores at once, which the allocators of most systems are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(
    unsafe_code,
    reason = "mimalloc has its settings in C only; both look at the number that they are given"
)]
// SAFETY: the declarations of include/mimalloc.h of mimalloc 3, which is linked because it is the allocator.
unsafe extern "C" {
    safe fn mi_option_get(option: c_int) -> c_long;
    safe fn mi_option_set(option: c_int, value: c_long);
}

/// Has memory that is free given back to the system after a tenth of a second and not after a whole one: most builds are over by then,
/// and take a tenth more memory. After 10 ms it would be less still, but where cards are drawn, giving it back and getting it anew
/// takes a tenth of the time.
const DELAY: c_long = 100;

/// Sets after how many milliseconds free memory is given back. Whoever set it by `MIMALLOC_PURGE_DELAY` is left alone, and where
/// the number stood for something else in another version, nothing happens.
fn give_back_after(milliseconds: c_long, before: c_long) {
    const PURGE_DELAY: c_int = 15;
    if mi_option_get(PURGE_DELAY) == before {
        mi_option_set(PURGE_DELAY, milliseconds);
    }
}

fn main() -> ExitCode {
    give_back_after(DELAY, 1000);
    let code = cli::run();
    // The system takes back all of it at once when the program ends, which takes less time than to give it back piece by piece.
    give_back_after(-1, DELAY);
    code
}
