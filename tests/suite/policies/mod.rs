//! The permissions of an installation: drafted, approved by two, in force on the next
//! request, put back, and refused where they are not what was published.

mod pages;
mod publishing;
mod tampering;
