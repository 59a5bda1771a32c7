//! Referring and deciding as people do it: pages are asked for, forms are filled in and sent.
