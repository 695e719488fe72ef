"""Measuring speed: invented news of any size, and what `dedup` is compared with. Nothing here asserts a figure.

**Commands.** All measure the `dedup` that is installed, or the one on `PYTHONPATH`. Each warms up first, runs what it
compares in turns, takes medians, and names the machine, its own call and the versions. With `--write` the table goes
into the README, between the comments that name the command. On a quiet machine, with D = `../shared/data`:

    python -m tests.speed.compare_reference D/speed-allsides.jsonl.gz --write             # 12,000 articles
    python -m tests.speed.compare_reference D/speed-allsides.jsonl.gz --times 3 --write   # 36,000
    python -m tests.speed.compare_rivals D/speed-allsides.jsonl.gz --python VENV/bin/python --write
    python -m tests.speed.growth --write                                                  # 10, 40, 160 thousand
    python -m tests.speed.growth --sizes 1000000 --runs 1 --dates dated                   # time and memory of a million
    python -m tests.speed.check --record                                                  # ratios.json, which CI prints

VENV is an environment with the rivals, which have nothing to do with the project's own:

    python3 -m venv VENV && VENV/bin/pip install rensa==0.5.0 gaoya==0.2.2 fastsketchlsh==1.0.1 semhash==0.5.0
    VENV/bin/pip install bitarray click-option-group datasets fire ftfy psutil pybloom-live regex rich scipy xxhash
    VENV/bin/pip install zstandard && VENV/bin/pip install --no-deps text-dedup==0.4.0

With all that text-dedup names it brings 0.5 GB of Spark, which its MinHash does not use. semhash fetches its model from
the Hugging Face hub; where that cannot be reached, the table says so. Memory is what is resident at one time of the
command's process and its workers; what they share is counted for each.

The reference script leaves out words that stand in more than half of the texts. With all words, the default of
`TfidfVectorizer`, its product takes 1.7 times as long on 4,000 articles of `speed-allsides`, and 2,000 times as many
pairs have a cosine of 0.3.

**The corpus.** `python -m tests.speed.generate N OUT.jsonl [--undated] [--words 300] [--seed 1]` writes N invented
articles. 200,000 of 300 words take 15 seconds of a processor and 160 MB of memory; 1,000,000 are 2.2 GB and take five
times as long and no more memory. No text of others is in it.

What is like real news, and where that was measured (12,000 articles of 967 words beside the 12,000 of
`speed-allsides`, then 10,000 of 300 words):

| | speed-allsides | generated, 967 words | generated, 300 words |
|---|---|---|---|
| tokens made by the 16 / 128 / 1,024 / 8,192 most frequent words | 26 / 47 / 71 / 93% | 26 / 49 / 73 / 94% | the same |
| distinct words after 100 / 1,000 / 12,000 articles, thousands | 11 / 37 / 121 | 11 / 35 / 113 | - |
| distinct words of a text, of all its words | 0.48 | 0.45 | - |
| words that stand in one article only | 0.49 | 0.44 | - |
| words in an article, quartiles | 548, 811, 1,147 | 586, 836, 1,211 | - |
| words in a sentence, quartiles; paragraphs | 9, 17, 26 (`speed-german`); 21 | 12, 17, 24; 22 | - |
| pairs proposed for an article (cosine of 0.05 or more) | 66 | 55 | 68 |
| of these with a cosine of 0.1 / 0.2 or more | 36 / 4.1 | 41 / 4.3 | 18 / 1.3 |
| cosine of the nearest article, quartiles | 0.19, 0.25, 0.33 | 0.22, 0.27, 0.40 | 0.16, 0.22, 0.36 |
| cosine of two articles on one event, quartiles | 0.24, 0.33, 0.43 (`gva`) | 0.30, 0.34, 0.39 | 0.24, 0.29, 0.35 |
| characters set aside as furniture | 1.0% (`gva` 1.4%) | 1.1% | 3.3% |

A scan of the 10,000 has a B-cubed F1 of 0.93 against their labels (precision 1.00, recall 0.87); sets of real news
that the model has not seen have 0.82 to 0.99. 6 of 10 articles are alone with their event (`speed-allsides` 9,
`speed-reuters` 7, `gva` 4), and 1 in 10 is a copy, most of them cut or edited: more than in the real sets, which are
samples of crawls.

What is not like real news: words stand in no order but that of their sentences, so that hardly any shingle is shared
by chance (1 in 10 is in `speed-allsides`); two events are never as hard to tell apart as two shootings in one town, so
that precision says nothing; reports of one event are more evenly alike than real ones, and the largest stories are
split; one language, one encoding, no forms filled in anew, no galleries, walls, damaged characters or missing titles;
`lang` is given. 1,000 articles are published a day, whatever N is, so that a million take nearly three years.
"""
