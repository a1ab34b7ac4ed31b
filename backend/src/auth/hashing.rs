//! Argon2id with OWASP's parameters, two at once on memory that is reused: without the limit, fifty sign-ins at once
//! take 1 GB and finish no sooner.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use unicode_normalization::UnicodeNormalization;

use crate::http::{Error, Result};

/// OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const OUTPUT_BYTES: usize = 32;
/// Hashings at once.
const AT_ONCE: usize = 2;
/// Hashings that wait for their turn; more are sent away, because each holds a thread that others need for reading.
const WAITING: usize = 48;

/// Memory that nobody uses now, and how many use or await some.
struct Bench {
    free: Vec<Vec<Block>>,
    running: usize,
    waiting: usize,
}

static BENCH: Mutex<Bench> = Mutex::new(Bench { free: Vec::new(), running: 0, waiting: 0 });
static FREED: Condvar = Condvar::new();

fn bench() -> MutexGuard<'static, Bench> {
    BENCH.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A turn to hash, with its memory; given back when dropped.
struct Turn(Vec<Block>);

impl Turn {
    fn take() -> Result<Self> {
        let mut bench = bench();
        if bench.running >= AT_ONCE {
            if bench.waiting >= WAITING {
                return Err(Error::unavailable("too many sign-ins at once"));
            }
            bench.waiting += 1;
            while bench.running >= AT_ONCE {
                bench = FREED.wait(bench).unwrap_or_else(PoisonError::into_inner);
            }
            bench.waiting -= 1;
        }
        bench.running += 1;
        Ok(Self(bench.free.pop().unwrap_or_default()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut bench = bench();
        bench.running -= 1;
        bench.free.push(std::mem::take(&mut self.0));
        FREED.notify_one();
    }
}

fn params() -> Result<Params> {
    Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_BYTES)).map_err(Error::internal)
}

fn compute(password: &str, salt: &[u8], params: Params) -> Result<Output> {
    // The same password typed on another keyboard may come decomposed.
    let composed: String = password.nfc().collect();
    let length = params.output_len().unwrap_or(OUTPUT_BYTES);
    let blocks = params.block_count();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut turn = Turn::take()?;
    if turn.0.len() < blocks {
        turn.0.resize(blocks, Block::default());
    }
    Output::init_with(length, |out| {
        Ok(argon2.hash_password_into_with_memory(composed.as_bytes(), salt, out, turn.0.as_mut_slice())?)
    })
    .map_err(Error::internal)
}

/// The hash of a new password, in the PHC string format.
///
/// # Errors
/// [`shared::problem::Code::Unavailable`] when too many wait.
pub(crate) fn hash(password: &str) -> Result<String> {
    let bytes = rand::random::<[u8; 16]>();
    let salt = SaltString::encode_b64(&bytes).map_err(Error::internal)?;
    let params = params()?;
    let written = ParamsString::try_from(&params).map_err(Error::internal)?;
    let output = compute(password, &bytes, params)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: written,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. Without a hash the answer is no, after the same work, so that the
/// time doesn't tell which sign-in names exist.
///
/// # Errors
/// [`shared::problem::Code::Unavailable`] when too many wait.
pub(super) fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    let Some(hash) = hash else {
        compute(password, b"nobody's salt...", params()?)?;
        return Ok(false);
    };
    let kept = PasswordHash::new(hash).map_err(Error::internal)?;
    let (Some(salt), Some(expected)) = (kept.salt, kept.hash) else {
        return Err(Error::internal("a kept password hash has no salt or no hash"));
    };
    let params = Params::try_from(&kept).map_err(Error::internal)?;
    let mut buffer = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut buffer).map_err(Error::internal)?;
    // `Output` compares in constant time.
    Ok(compute(password, salt, params)? == expected)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use argon2::password_hash::PasswordVerifier;

    use super::*;

    #[test]
    fn a_password_verifies_against_its_own_hash_only() {
        let kept = hash("mật khẩu của tôi").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("mật khẩu của tôi", Some(&kept)).unwrap());
        assert!(verify(&"mật khẩu của tôi".nfd().collect::<String>(), Some(&kept)).unwrap());
        assert!(!verify("mật khẩu của tôi ", Some(&kept)).unwrap());
        assert!(!verify("mật khẩu của tôi", None).unwrap());
        assert_ne!(hash("mật khẩu của tôi").unwrap(), kept);
    }

    #[test]
    fn others_read_the_hash_and_we_read_theirs() {
        let kept = hash("a password of some length").unwrap();
        let parsed = PasswordHash::new(&kept).unwrap();
        assert!(Argon2::default().verify_password(b"a password of some length", &parsed).is_ok());
        // Made with argon2-cffi: other parameters, and larger memory than ours.
        assert!(verify("password", Some(FOREIGN)).unwrap());
    }

    #[test]
    fn an_unknown_name_takes_as_long_as_a_known_one() {
        let kept = hash("a password of some length").unwrap();
        let time = |hash: Option<&str>| {
            let start = Instant::now();
            verify("another password", hash).unwrap();
            start.elapsed().as_secs_f64()
        };
        // The shortest of each, taken in turns: a busy machine only ever adds time, and needs more turns.
        let (mut unknown, mut known) = (f64::MAX, f64::MAX);
        let alike = (0..50).any(|turn| {
            (unknown, known) = (unknown.min(time(None)), known.min(time(Some(&kept))));
            turn >= 3 && (0.5..2.0).contains(&(unknown / known))
        });
        assert!(alike, "{unknown} s and {known} s");
    }

    #[test]
    fn many_at_once_use_the_memory_of_two() {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| verify("some password", None).unwrap());
            }
        });
        let bench = bench();
        assert!(bench.free.len() + bench.running <= AT_ONCE, "{} and {}", bench.free.len(), bench.running);
    }

    const FOREIGN: &str =
        "$argon2id$v=19$m=32768,t=1,p=1$x3onIrY5sjLt6x73cPfw1w$J926rVkLNO9FHwfWByqQNg8FEGsur4QbfukSuvz/Jbs";
}
