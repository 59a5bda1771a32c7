//! The Merkle tree of RFC 6962, section 2.1, which only grows.

use crate::digest::sha256_of;

/// A tree of which only the right edge is kept: enough to add leaves and to name the root.
///
/// A million leaves have an edge of at most twenty hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// The roots of the whole subtrees that the size is made of, the largest first.
    edge: Vec<[u8; 32]>,
}

impl Tree {
    /// How many leaves it has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: &[u8]) {
        let mut hash = sha256_of(&[&[0], leaf]);
        let mut smaller = self.size;
        while smaller % 2 == 1 {
            let left = self.edge.pop().expect("a set bit of the size is a subtree of the edge");
            hash = sha256_of(&[&[1], &left, &hash]);
            smaller /= 2;
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// The root over all leaves; of none, the hash of nothing.
    pub fn root(&self) -> [u8; 32] {
        let mut subtrees = self.edge.iter().rev();
        let Some(last) = subtrees.next() else { return sha256_of(&[]) };
        subtrees.fold(*last, |right, left| sha256_of(&[&[1], left, &right]))
    }

    /// The edge as bytes, to go on from later.
    pub fn edge(&self) -> Vec<u8> {
        self.edge.concat()
    }

    /// The tree with this size and edge; none where they do not go together.
    pub fn with_edge(size: u64, edge: &[u8]) -> Option<Self> {
        let whole = edge.len() == 32 * size.count_ones() as usize;
        let hash = |bytes: &[u8]| {
            let mut hash = [0; 32];
            hash.copy_from_slice(bytes);
            hash
        };
        whole.then(|| Self { size, edge: edge.chunks_exact(32).map(hash).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The leaves and roots that the implementations of RFC 6962 test themselves with.
    #[test]
    fn the_roots_are_those_of_the_reference() {
        let leaves: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (leaf, root) in leaves.iter().zip(roots) {
            tree.push(leaf);
            assert_eq!(hex(&tree.root()), root, "{} leaves", tree.size());
        }
    }

    #[test]
    fn a_tree_goes_on_from_its_edge() {
        let mut whole = Tree::default();
        for leaf in 0..100_u8 {
            let mut again = Tree::with_edge(whole.size(), &whole.edge()).expect("its own edge");
            again.push(&[leaf]);
            whole.push(&[leaf]);
            assert_eq!(again, whole);
        }
        assert_eq!(Tree::with_edge(3, &whole.edge()), None);
    }
}
