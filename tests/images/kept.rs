//! What is kept of pictures between builds: what the last one used, and nothing else.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use nutgraf::build::{Options, build, cached};
use nutgraf::date::Day;
use nutgraf::world::Disk;
use nutgraf::write::RealDisk;

use crate::made::{jpeg, photo};
use crate::support::{SITE, files_of, human};

struct Ground(tempfile::TempDir);

impl Ground {
    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn page(&self, title: &str, body: &str) {
        self.write(
            "content/works/index.md",
            format!("---\ntitle: {title}\nsummary: A.\n---\n{body}\n"),
        );
    }

    /// Builds, with what is remembered or without; how many pictures and cards are kept.
    fn built(&self, remembers: bool) -> usize {
        let root = self.0.path();
        let options = Options {
            images: Some(root.join(".nutgraf/images")),
            ..Options::default()
        };
        let world = Disk::new(root.to_path_buf(), Day::from_unix_days(20_000));
        let public = root.join("public");
        let made = if remembers {
            let cache = root.join(".nutgraf/cache");
            cached(&world, &options, &RealDisk, &public, &cache, &|_, _| {})
        } else {
            build(&world, &options, &RealDisk, &public, &|_, _| {})
        };
        let (outcome, report) = made.unwrap();
        assert!(report.is_some(), "{}", human(&outcome));
        files_of(&root.join(".nutgraf/images")).len()
    }
}

fn age(path: &Path) {
    let old = SystemTime::now() - Duration::from_hours(1);
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(old)
        .unwrap();
}

#[test]
fn what_no_build_uses_any_more_is_let_go() {
    let ground = Ground(tempfile::tempdir().unwrap());
    let site = SITE.replace("cards: false", "cards: true");
    ground.write("content/site.yaml", format!("{site}search: false\n"));
    ground.write("content/works/dam.jpg", jpeg(&photo(1000, 500)));
    // Its name is told each time, and so it is made each time.
    ground.write("content/works/odd.png", jpeg(&photo(1000, 400)));
    ground.page("Dams", "![A dam](dam.jpg) ![Odd](odd.png)");
    ground.write("content/index.md", "---\ntitle: A\nsummary: A.\n---\n");
    ground.write("content/plain.md", "---\ntitle: B\nsummary: B.\n---\nx\n");
    let kept = ground.built(true);
    ground.write(".nutgraf/images/ab/cd", "of an earlier program");
    age(&ground.0.path().join(".nutgraf/images/ab/cd"));
    assert_eq!(
        ground.built(true),
        kept + 1,
        "nothing has changed, and nothing is looked at"
    );
    ground.write("content/plain.md", "---\ntitle: B\nsummary: B.\n---\ny\n");
    assert_eq!(ground.built(true), kept + 1, "only the page is looked at");
    assert_eq!(
        ground.built(false),
        kept + 1,
        "who remembers nothing knows nothing of others"
    );
    ground.page("Weirs", "![A dam](dam.jpg) ![Odd](odd.png)");
    assert_eq!(ground.built(true), kept, "another card in place of the old one");
    ground.page("Weirs", "![Odd](odd.png)");
    fs::remove_file(ground.0.path().join("content/works/dam.jpg")).unwrap();
    let less = ground.built(true);
    assert!(less < kept, "{less} of {kept}");
    ground.page("Weirs", "x");
    fs::remove_file(ground.0.path().join("content/works/odd.png")).unwrap();
    assert_eq!(ground.built(true), 3, "the cards of the pages");
}
