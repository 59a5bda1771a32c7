//! Prepares the databases of the suite and its provider of single sign-on, and prints the address of its PostgreSQL cluster, or
//! with `stop` ends the cluster it left running.

#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a program of the command line prints")]

fn main() {
    if std::env::args().nth(1).is_some_and(|word| word == "stop") {
        tests::databases::stop();
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    tests::provider::install();
    runtime.expect("a runtime can be made").block_on(tests::databases::prepare());
    println!("{}", tests::databases::server());
}
