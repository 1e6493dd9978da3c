//! A [`Report`](retold::Report) and its texts as one self-contained HTML file.
