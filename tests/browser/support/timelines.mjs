// Six timelines that charts must manage: few events and thousands, deep time and one day by the minute.

import { random } from './made.mjs';

const WORDS = ('embassy closes after new sanctions minister recalls ambassador parliament ratifies treaty on fisheries negotiators meet in Geneva '
  + 'court annuls decree railway opens tunnel earthquake destroys harbour assembly elects president university admits women observatory').split(' ');

const CATEGORIES = ['Law', 'Talks and summits', 'War', 'Science, technology and medicine', 'Arts', 'Economy', 'Disasters', 'Elections'];

function titled(next, least, most) {
  const count = least + Math.floor(next() * (most - least + 1));
  const words = Array.from({ length: count }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
  return words[0].toUpperCase() + words.slice(1);
}

function many(count, years, categories, seed) {
  const next = random(seed);
  const two = (n) => String(n).padStart(2, '0');
  return Array.from({ length: count }, (_, at) => {
    const year = String(Math.floor(2025 - years * next() ** 2)).padStart(4, '0');
    const day = `${year}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`;
    const kind = next();
    const date = kind < 0.7 ? day : kind < 0.8 ? day.slice(0, 7) : kind < 0.86 ? year : kind < 0.9 ? `${year}~`
      : kind < 0.94 ? `${year}/${String(Number(year) + 2).padStart(4, '0')}` : kind < 0.97 ? `${day}/..` : `../${day}`;
    return {
      id: `e${at}`,
      title: titled(next, 2, 11),
      date,
      importance: 1 + Math.floor(next() ** 2 * 5),
      category: Math.floor(next() * categories),
    };
  });
}

const day = () => {
  const next = random(7);
  return Array.from({ length: 90 }, (_, at) => {
    const minute = Math.floor(at * 14.5 + next() * 10);
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
    return { id: `m${at}`, title: titled(next, 2, 7), date: `1969-07-20T${clock}Z`, importance: 1 + (at % 5), category: at % 2 };
  });
};

const plain = (rows) => rows.map(([date, title, importance = 3, category = 0], at) => ({ id: `d${at}`, title, date, importance, category }));

/** Each timeline by its name: a list of `{ id, title, date, importance, category }`. */
export const TIMELINES = {
  five: plain([
    ['1989-11-09', 'The wall opens', 5],
    ['1990-03', 'The first free elections'],
    ['1990-10-03', 'The two states become one', 4, 1],
    ['1991~', 'The last border posts are taken down'],
    ['1994-08-31/..', 'Foreign troops have left the country', 2, 1],
  ]),
  sixty: many(60, 12, 5, 60),
  hundreds: many(500, 160, 8, 500),
  thousands: many(5000, 400, 8, 5000),
  deep: plain([
    ['Y-4540000000', 'The Earth forms', 5],
    ['Y-3700000000', 'Oldest traces of life', 4, 1],
    ['Y-2400000000', 'Oxygen fills the air', 4],
    ['Y-541000000', 'The Cambrian explosion of animal life', 4, 1],
    ['Y-252000000', 'The greatest of all extinctions', 3, 1],
    ['Y-66000000', 'An asteroid ends the age of the dinosaurs', 5, 1],
    ['Y-3300000', 'The first stone tools', 3, 1],
    ['Y-300000', 'Oldest known remains of Homo sapiens', 5, 1],
    ['-9500~', 'The first farmers', 4, 1],
    ['-3200', 'Writing', 4, 1],
    ['-0043-03-15', 'Caesar is murdered', 2, 1],
    ['1492-10-12', 'Columbus reaches the Bahamas', 3, 1],
    ['1969-07-20', 'A human being on the Moon', 4, 1],
  ]),
  day: day(),
};

/** The files of a site with one of these timelines. */
export function site(events, language = 'en') {
  const list = events.map((e) => `- {id: ${e.id}, title: ${JSON.stringify(e.title)}, date: "${e.date}", importance: ${e.importance}, category: c${e.category}}`);
  return {
    'content/site.yaml': `title: Chart\nlanguage: ${language}\nbase_url: https://example.org/\nchecks: {timeline/no-source: allow}\ncategories:\n${
      CATEGORIES.map((title, at) => `  - {id: c${at}, title: ${JSON.stringify(title)}}`).join('\n')}\n`,
    'content/timeline.yaml': `${list.join('\n')}\n`,
  };
}
