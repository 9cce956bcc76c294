//! Who is asked when. Many hosts are asked at once, and each of them as a polite visitor asks: a few questions at a time, with a pause
//! between them, and none before the time that the host itself has named. Each step of a redirect waits in the queue of its own host.
//! Nothing here knows how a question is sent.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::address::private;
use super::answer::{Answer, Trouble, Verdict};
use super::manners::{Manners, Method, Reply, Request};

/// How many redirects one address may have.
const HOPS: usize = 10;

/// An address on its way to a verdict.
struct Job {
    key: String,
    url: Url,
    method: Method,
    tries: u32,
    hops: usize,
    /// Whether the author named a machine of the own network.
    inside: bool,
    /// Whether all redirects so far were for good.
    fixed: bool,
    moved: Option<String>,
    ready: Instant,
}

/// One host.
struct Host {
    waiting: VecDeque<Job>,
    running: usize,
    next: Instant,
    failures: usize,
    /// Why nothing more is asked of it.
    down: Option<Trouble>,
}

/// What a worker does next.
enum Next {
    Ask(Job),
    /// The host is known not to answer.
    Spared(Job, Trouble),
    /// Nothing before this time; `None`: before an open question is answered.
    Wait(Option<Instant>),
    Over,
}

struct State {
    hosts: BTreeMap<String, Host>,
    /// How many addresses have no verdict yet.
    left: usize,
    done: usize,
}

/// Asks all addresses. `ask` asks one and may block; `told` is given each verdict with the number of those before and with it.
pub(super) fn run(
    addresses: Vec<(String, Url)>,
    manners: &Manners,
    ask: &(dyn Fn(&Request<'_>) -> Reply + Sync),
    told: &(dyn Fn(String, Verdict, usize) + Sync),
) {
    let workers = manners.at_once.clamp(1, addresses.len().max(1));
    let mut state = State {
        hosts: BTreeMap::new(),
        left: addresses.len(),
        done: 0,
    };
    for (key, url) in addresses {
        state.push(Job {
            inside: private(&url),
            key,
            url,
            method: Method::Head,
            tries: 0,
            hops: 0,
            fixed: true,
            moved: None,
            ready: Instant::now(),
        });
    }
    let state = Mutex::new(state);
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(&state, &changed, manners, ask, told));
        }
    });
}

fn work(
    state: &Mutex<State>,
    changed: &Condvar,
    manners: &Manners,
    ask: &(dyn Fn(&Request<'_>) -> Reply + Sync),
    told: &(dyn Fn(String, Verdict, usize) + Sync),
) {
    let locked = || -> MutexGuard<'_, State> { state.lock().unwrap_or_else(PoisonError::into_inner) };
    let mut guard = locked();
    loop {
        let ended = match guard.next(manners, Instant::now()) {
            Next::Over => return,
            Next::Wait(until) => {
                let time = until.map_or(Duration::from_secs(1), |u| u.saturating_duration_since(Instant::now()));
                // A little more, so that the time has come when the worker wakes.
                let time = time + Duration::from_millis(1);
                guard = changed
                    .wait_timeout(guard, time)
                    .map_or_else(|poisoned| poisoned.into_inner().0, |(guard, _)| guard);
                continue;
            }
            Next::Spared(job, trouble) => Some((job, Answer::Unreachable(trouble))),
            Next::Ask(job) => {
                drop(guard);
                let reply = ask(&Request {
                    url: &job.url,
                    method: job.method,
                    led: job.hops > 0 && !job.inside,
                });
                guard = locked();
                guard.heard(job, reply, manners, Instant::now())
            }
        };
        if let Some((job, answer)) = ended {
            guard.left -= 1;
            guard.done += 1;
            let done = guard.done;
            drop(guard);
            let verdict = Verdict {
                answer,
                led: (job.hops > 0).then(|| job.url.to_string()),
                moved: job.moved,
                copy: None,
            };
            told(job.key, verdict, done);
            guard = locked();
        }
        changed.notify_all();
    }
}

impl State {
    fn push(&mut self, job: Job) {
        self.host(&job.url).waiting.push_back(job);
    }

    fn host(&mut self, url: &Url) -> &mut Host {
        let port = url.port_or_known_default().unwrap_or_default();
        let name = format!("{}:{port}", url.host_str().unwrap_or_default());
        self.hosts.entry(name).or_insert_with(|| Host {
            waiting: VecDeque::new(),
            running: 0,
            next: Instant::now(),
            failures: 0,
            down: None,
        })
    }

    /// The first question that may be asked now.
    fn next(&mut self, manners: &Manners, now: Instant) -> Next {
        if self.left == 0 {
            return Next::Over;
        }
        let mut soonest: Option<Instant> = None;
        for host in self.hosts.values_mut() {
            if let Some(trouble) = &host.down
                && let Some(job) = host.waiting.pop_front()
            {
                return Next::Spared(job, trouble.clone());
            }
            let Some(first) = host.waiting.iter().map(|job| job.ready).min() else {
                continue;
            };
            if host.running >= manners.per_host.max(1) {
                continue;
            }
            let when = first.max(host.next);
            if when > now {
                soonest = Some(soonest.map_or(when, |s| s.min(when)));
                continue;
            }
            let at = host.waiting.iter().position(|job| job.ready <= now);
            if let Some(job) = at.and_then(|at| host.waiting.remove(at)) {
                host.running += 1;
                host.next = now + manners.pause;
                return Next::Ask(job);
            }
        }
        Next::Wait(soonest)
    }

    /// What follows from a reply: an answer, or another question.
    fn heard(&mut self, mut job: Job, reply: Reply, manners: &Manners, now: Instant) -> Option<(Job, Answer)> {
        let host = self.host(&job.url);
        host.running -= 1;
        let (code, location, wait) = match reply {
            Reply::Trouble(trouble) => return self.troubled(job, trouble, None, manners, now),
            Reply::Status { code, location, wait } => (code, location, wait),
        };
        host.failures = 0;
        match code {
            301..=303 | 307 | 308 => match led(&mut job, code, location) {
                Ok(()) => {
                    self.push(job);
                    None
                }
                Err(trouble) => Some((job, Answer::Unreachable(trouble))),
            },
            ..400 => Some((job, Answer::Good)),
            429 => {
                let trouble = Trouble::Busy(wait.map(|w| w.as_secs()));
                let wait = wait.unwrap_or(manners.backoff * 2_u32.pow(job.tries.min(10)));
                self.troubled(job, trouble, Some(wait), manners, now)
            }
            500 | 502..600 => self.troubled(job, Trouble::Status(code), wait, manners, now),
            _ if job.method == Method::Head => {
                // Some servers know a page only as a browser asks for it.
                job.method = Method::Get;
                self.push(job);
                None
            }
            404 | 410 => Some((job, Answer::Dead(code))),
            501 => Some((job, Answer::Unreachable(Trouble::Status(code)))),
            _ => Some((job, Answer::Refused(code))),
        }
    }

    /// Asks again later where that may help; `wait` is what the host asks for.
    fn troubled(
        &mut self,
        mut job: Job,
        trouble: Trouble,
        wait: Option<Duration>,
        manners: &Manners,
        now: Instant,
    ) -> Option<(Job, Answer)> {
        // Silence costs the whole time that a host has for an answer: it is given one more chance only.
        let retries = match trouble {
            Trouble::TimeOut(_) | Trouble::UnknownHost => manners.retries.min(1),
            _ => manners.retries,
        };
        let too_long = wait.is_some_and(|w| w > manners.patience);
        let host = self.host(&job.url);
        if let Some(wait) = wait.filter(|_| !too_long) {
            host.next = host.next.max(now + wait);
        }
        if trouble.passes() && job.tries < retries && !too_long {
            let backoff = manners.backoff * 2_u32.pow(job.tries.min(10));
            job.ready = now + wait.unwrap_or(backoff);
            if trouble.of_host().is_some() {
                // Its other pages would fare no better now.
                host.next = host.next.max(job.ready);
            }
            job.tries += 1;
            job.method = Method::Get;
            // First in turn, so that it is soon known whether the host is there at all.
            host.waiting.push_front(job);
            return None;
        }
        let trouble = match (trouble, wait) {
            (Trouble::Status(_), Some(wait)) if too_long => Trouble::Busy(Some(wait.as_secs())),
            (trouble, _) => trouble,
        };
        if let Some(limit) = trouble.of_host() {
            host.failures += 1;
            if host.failures >= limit {
                host.down = Some(trouble.clone());
            }
        }
        Some((job, Answer::Unreachable(trouble)))
    }
}

/// Follows a redirect.
fn led(job: &mut Job, code: u16, location: Option<String>) -> Result<(), Trouble> {
    let location = location.ok_or_else(|| Trouble::Other(format!("it redirects ({code}) to nowhere")))?;
    let mut to = match job.url.join(&location) {
        Ok(to) if matches!(to.scheme(), "http" | "https") => to,
        _ => {
            return Err(Trouble::Other(format!(
                "it redirects to `{location}`, which is no web address"
            )));
        }
    };
    job.hops += 1;
    if job.hops > HOPS {
        return Err(Trouble::Circle);
    }
    job.fixed &= matches!(code, 301 | 308);
    if job.fixed {
        job.moved = Some(to.to_string());
    }
    to.set_fragment(None);
    job.url = to;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn hasty() -> Manners {
        Manners {
            pause: Duration::ZERO,
            backoff: Duration::ZERO,
            ..Manners::default()
        }
    }

    /// Asks one address of servers that answer `reply`: the verdict, and each question with whether a server led to it.
    fn asked(url: &str, reply: impl Fn(&str) -> Reply + Sync) -> (Verdict, Vec<(String, bool)>) {
        let (questions, verdicts) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        run(
            vec![(url.to_owned(), Url::parse(url).unwrap())],
            &hasty(),
            &|request| {
                let mut questions = questions.lock().unwrap();
                questions.push((request.url.to_string(), request.led));
                reply(request.url.as_str())
            },
            &|_, verdict, _| verdicts.lock().unwrap().push(verdict),
        );
        let verdict = verdicts.into_inner().unwrap().remove(0);
        (verdict, questions.into_inner().unwrap())
    }

    fn status(code: u16, location: Option<&str>) -> Reply {
        Reply::Status {
            code,
            location: location.map(str::to_owned),
            wait: None,
        }
    }

    #[test]
    fn whoever_leads_into_the_own_network_is_known_to() {
        let led = |from: &str| {
            asked(from, |url| match url {
                "http://10.0.0.1/x" => status(200, None),
                _ => status(302, Some("http://10.0.0.1/x")),
            })
        };
        let (verdict, questions) = led("http://example.org/");
        assert_eq!(questions[1], ("http://10.0.0.1/x".into(), true));
        assert_eq!(verdict.led.as_deref(), Some("http://10.0.0.1/x"));
        // The author named a machine of the own network: it may lead to others there.
        assert_eq!(led("http://localhost/").1[1], ("http://10.0.0.1/x".into(), false));
    }

    #[test]
    fn a_redirect_is_relative_to_where_it_stands_and_its_fragment_is_not_asked_for() {
        let (verdict, questions) = asked("http://example.org/a/b", |url| match url {
            "http://example.org/a/b" => status(301, Some("../c#d")),
            _ => status(204, None),
        });
        assert_eq!(questions[1].0, "http://example.org/c");
        assert_eq!(verdict.moved.as_deref(), Some("http://example.org/c#d"));
        assert_eq!(verdict.answer, Answer::Good);
    }

    #[test]
    fn what_does_not_pass_is_asked_once() {
        let (verdict, questions) = asked("https://example.org/", |_| Reply::Trouble(Trouble::Tls("bad".into())));
        assert_eq!(questions.len(), 1);
        assert_eq!(verdict.answer, Answer::Unreachable(Trouble::Tls("bad".into())));
    }
}
