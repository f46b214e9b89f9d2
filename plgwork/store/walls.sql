-- The second wall: what PostgreSQL itself lets the pages' role see and write, whoever made the
-- query. It knows nothing of access.py. A person and a day are told at the start of each
-- transaction (plgwork.person, plgwork.day); without them nobody sees anything.
--
-- The functions read past the policies, so that no policy asks itself. They look nothing up by a
-- search path, in which somebody else could place an operator of their own: tables are named
-- with their schema, and all else is PostgreSQL's. {schema} is where the tables are.

CREATE OR REPLACE FUNCTION {schema}.plgwork_person() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('plgwork.person', true), '')
$$;

CREATE OR REPLACE FUNCTION {schema}.plgwork_day() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('plgwork.day', true), '')::date
$$;

-- The school of whoever asks.
CREATE OR REPLACE FUNCTION {schema}.plgwork_school() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT school_id FROM {schema}.people WHERE id = {schema}.plgwork_person()
$$;

-- Their school, if they have one of these roles today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_school_as(VARIADIC held text[]) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT {schema}.plgwork_school() WHERE EXISTS (
    SELECT FROM {schema}.roles
    WHERE person_id = {schema}.plgwork_person() AND role = ANY (held)
      AND since <= {schema}.plgwork_day() AND (until IS NULL OR until >= {schema}.plgwork_day()))
$$;

-- Whether somebody is staff of the school whose steward asks.
CREATE OR REPLACE FUNCTION {schema}.plgwork_enrols(who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.people
    WHERE id = who AND school_id = {schema}.plgwork_school_as('steward'))
$$;

-- Groups that span schools and hold people, but nobody of the school of whoever asks today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_others_groups() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT plgs.id FROM {schema}.plgs
  WHERE plgs.school_id IS NULL
    AND EXISTS (SELECT FROM {schema}.memberships WHERE plg_id = plgs.id)
    AND NOT EXISTS (
      SELECT FROM {schema}.memberships m JOIN {schema}.people p ON p.id = m.person_id
      WHERE m.plg_id = plgs.id AND p.school_id = {schema}.plgwork_school()
        AND m.since <= {schema}.plgwork_day()
        AND (m.until IS NULL OR m.until >= {schema}.plgwork_day()))
$$;

-- Whether the steward who asks may change a group: their school's, or one their people are in.
CREATE OR REPLACE FUNCTION {schema}.plgwork_runs(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.plgs
    WHERE id = which AND {schema}.plgwork_school_as('steward') IS NOT NULL
      AND (school_id = {schema}.plgwork_school_as('steward')
        OR (school_id IS NULL AND id NOT IN (SELECT {schema}.plgwork_others_groups()))))
$$;

-- Whether whoever asks may say when a group meets: who runs it, and leaders of its school.
CREATE OR REPLACE FUNCTION {schema}.plgwork_schedules(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT {schema}.plgwork_runs(which) OR EXISTS (SELECT FROM {schema}.plgs
    WHERE id = which AND school_id = {schema}.plgwork_school_as('leader'))
$$;

-- The groups that whoever asks belongs or belonged to.
CREATE OR REPLACE FUNCTION {schema}.plgwork_groups() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT plg_id FROM {schema}.memberships WHERE person_id = {schema}.plgwork_person()
$$;

-- The groups that whoever asks belongs to today; or only those they facilitate.
CREATE OR REPLACE FUNCTION {schema}.plgwork_groups_today(led boolean) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT plg_id FROM {schema}.memberships
  WHERE person_id = {schema}.plgwork_person() AND (facilitates OR NOT led)
    AND since <= {schema}.plgwork_day() AND (until IS NULL OR until >= {schema}.plgwork_day())
$$;

-- Where leaders of several schools meet, and one of the school of whoever asks is among them today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_leaders_beside() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT g.id FROM {schema}.plgs g
  WHERE g.kind = 'leaders' AND g.school_id IS NULL AND EXISTS (
    SELECT FROM {schema}.memberships m
      JOIN {schema}.people p ON p.id = m.person_id
      JOIN {schema}.roles r ON r.person_id = p.id AND r.role = 'leader'
    WHERE m.plg_id = g.id AND p.school_id = {schema}.plgwork_school()
      AND m.since <= {schema}.plgwork_day()
      AND (m.until IS NULL OR m.until >= {schema}.plgwork_day())
      AND r.since <= {schema}.plgwork_day()
      AND (r.until IS NULL OR r.until >= {schema}.plgwork_day()))
$$;

-- The people in groups of their school, and those who were in a group with them in some month.
CREATE OR REPLACE FUNCTION {schema}.plgwork_acquainted() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT theirs.person_id
  FROM {schema}.memberships mine JOIN {schema}.memberships theirs ON theirs.plg_id = mine.plg_id
  WHERE mine.person_id = {schema}.plgwork_person()
    AND date_trunc('month', mine.since) <= coalesce(theirs.until, 'infinity')
    AND date_trunc('month', theirs.since) <= coalesce(mine.until, 'infinity')
  UNION
  SELECT theirs.person_id
  FROM {schema}.memberships theirs JOIN {schema}.plgs ON plgs.id = theirs.plg_id
  WHERE plgs.school_id = {schema}.plgwork_school()
$$;

-- When whoever asks was in which facilitators' PLG, and since when they are enrolled there.
CREATE OR REPLACE FUNCTION {schema}.plgwork_cohorts()
RETURNS TABLE (plg_id text, since date, until date, enrolled_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.plg_id, m.since, coalesce(m.until, 'infinity'), m.enrolled_at
  FROM {schema}.memberships m JOIN {schema}.plgs ON plgs.id = m.plg_id
  WHERE plgs.kind = 'facilitators' AND m.person_id = {schema}.plgwork_person()
$$;

-- Whether an id, or a name to sign in with, is somebody's, wherever they are: yes or no, no more.
CREATE OR REPLACE FUNCTION {schema}.plgwork_taken(what text, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE what
    WHEN 'people' THEN EXISTS (SELECT FROM {schema}.people WHERE id = wanted)
    WHEN 'plgs' THEN EXISTS (SELECT FROM {schema}.plgs WHERE id = wanted)
    WHEN 'accounts' THEN EXISTS (SELECT FROM {schema}.accounts WHERE name = wanted)
    ELSE true END
$$;

-- Of a facilitators' PLG whose coach asks: how many of its people practised each skill between two
-- moments, and how many are sure of it. Nothing of fewer than five people leaves the database.
CREATE OR REPLACE FUNCTION {schema}.plgwork_practised(
  which text, first timestamptz, after timestamptz, answers_needed int,
  share_needed double precision)
RETURNS TABLE (skill text, people bigint, sure bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT each.skill, count(*), count(*) FILTER (WHERE each.met >= share_needed * each.given)
  FROM (
    SELECT a.skill, a.person_id, count(*) AS given,
      count(*) FILTER (WHERE a.grade = 'met') AS met
    FROM {schema}.answers a
    WHERE a.answered_at >= first AND a.answered_at < after
      AND a.person_id IN (SELECT m.person_id FROM {schema}.memberships m
        JOIN {schema}.plgs p ON p.id = m.plg_id
        WHERE m.plg_id = which AND p.kind = 'facilitators'
          AND m.since <= {schema}.plgwork_day()
          AND (m.until IS NULL OR m.until >= {schema}.plgwork_day()))
    GROUP BY a.skill, a.person_id
    HAVING count(*) >= answers_needed) each
  WHERE {schema}.plgwork_school_as('coach') IS NOT NULL
    AND EXISTS (SELECT FROM {schema}.memberships
      WHERE plg_id = which AND person_id = {schema}.plgwork_person()
        AND since <= {schema}.plgwork_day()
        AND (until IS NULL OR until >= {schema}.plgwork_day()))
  GROUP BY each.skill
  HAVING count(*) >= 5
$$;

-- Whether whoever asks owns a survey, and is a leader or a coach today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_keeps(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.surveys
    WHERE id = which AND owner_id = {schema}.plgwork_person()
      AND school_id = {schema}.plgwork_school_as('leader', 'coach'))
$$;

-- Whether figures of a survey were released at this moment or after it.
CREATE OR REPLACE FUNCTION {schema}.plgwork_released(which text, since timestamptz)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.releases WHERE survey_id = which AND released_at >= since)
$$;

-- Whether somebody began to code the answers to an open question.
CREATE OR REPLACE FUNCTION {schema}.plgwork_coding(which text, release integer, asked text)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.coders
    WHERE survey_id = which AND number = release AND question = asked)
$$;

-- Whether two people are done with coding them.
CREATE OR REPLACE FUNCTION {schema}.plgwork_coded(which text, release integer, asked text)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) = 2 FROM {schema}.coders
  WHERE survey_id = which AND number = release AND question = asked AND finished_at IS NOT NULL
$$;

-- Whether somebody codes them, or did; with ``still`` whether they are not done.
CREATE OR REPLACE FUNCTION {schema}.plgwork_codes(
  which text, release integer, asked text, who text, still boolean)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.coders
    WHERE survey_id = which AND number = release AND question = asked AND person_id = who
      AND (finished_at IS NULL OR NOT still)
      AND school_id = {schema}.plgwork_school_as('leader', 'coach'))
$$;

-- Those who decide with one another today: the staff of a school, or the people in a PLG.
CREATE OR REPLACE FUNCTION {schema}.plgwork_deciders(school text, plg text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT people.id FROM {schema}.people WHERE people.school_id = school AND EXISTS (
    SELECT FROM {schema}.roles WHERE person_id = people.id
      AND since <= {schema}.plgwork_day() AND (until IS NULL OR until >= {schema}.plgwork_day()))
  UNION
  SELECT person_id FROM {schema}.memberships WHERE plg_id = plg
    AND since <= {schema}.plgwork_day() AND (until IS NULL OR until >= {schema}.plgwork_day())
$$;

-- Whether whoever asks is one of them.
CREATE OR REPLACE FUNCTION {schema}.plgwork_decides(school text, plg text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT {schema}.plgwork_person() IN (SELECT {schema}.plgwork_deciders(school, plg))
$$;

-- Whether a proposal is theirs to decide; with ``still`` whether it is open as well.
CREATE OR REPLACE FUNCTION {schema}.plgwork_decides_on(which text, still boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.proposals
    WHERE id = which AND {schema}.plgwork_decides(school_id, plg_id)
      AND (state = 'open' OR NOT still))
$$;

-- The hands that those who decide showed to a wording, by fingers, and how many they are.
CREATE OR REPLACE FUNCTION {schema}.plgwork_show(which text, wording int, school text, plg text)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'people', (SELECT count(*) FROM {schema}.plgwork_deciders(school, plg)),
    'hands', (SELECT jsonb_agg((SELECT count(*) FROM {schema}.responses
        WHERE proposal_id = which AND number = wording AND fist = fingers
          AND person_id IN (SELECT {schema}.plgwork_deciders(school, plg))) ORDER BY fingers)
      FROM generate_series(0, 5) fingers))
$$;

-- Whether they are enough to adopt: by the rule of the school, or by ours until it has one.
CREATE OR REPLACE FUNCTION {schema}.plgwork_met(school text, plg text, shown jsonb)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT hands.answered >= greatest(1, ceil((shown->>'people')::int * ruled.quorum / 100.0))
    AND hands.lowest >= greatest(1, ruled.least) AND hands.mean >= ruled.mean
  FROM (SELECT sum(many::int) AS answered, min(place - 1) FILTER (WHERE many::int > 0) AS lowest,
      sum((place - 1) * many::int)::float8 / nullif(sum(many::int), 0) AS mean
    FROM jsonb_array_elements_text(shown->'hands') WITH ORDINALITY AS each(many, place)) hands,
    (SELECT quorum, least, mean, 0 AS turn FROM {schema}.deciding_rules
      WHERE school_id = {schema}.plgwork_school() AND school_id
        = coalesce(school, (SELECT plgs.school_id FROM {schema}.plgs WHERE plgs.id = plg))
      UNION ALL SELECT 67, 2, 3.0, 1 ORDER BY turn LIMIT 1) ruled
$$;

-- Whether an open proposal of theirs is about this and has these words and hands just now, and
-- the hands are enough.
CREATE OR REPLACE FUNCTION {schema}.plgwork_adopts(
  which text, school text, plg text, what text, words json, shown json)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.proposals p JOIN {schema}.wordings w ON w.proposal_id = p.id
    WHERE p.id = which AND p.state = 'open' AND p.kind = what
      AND p.school_id IS NOT DISTINCT FROM school AND p.plg_id IS NOT DISTINCT FROM plg
      AND {schema}.plgwork_decides(p.school_id, p.plg_id)
      AND w.matter::jsonb = words::jsonb
      AND shown::jsonb = {schema}.plgwork_show(which, w.number, school, plg)
      AND {schema}.plgwork_met(school, plg, shown::jsonb)
      AND w.number = (SELECT max(number) FROM {schema}.wordings WHERE proposal_id = which))
$$;

-- Whether whoever asks drafts at their school, and this draft of it is not published yet.
CREATE OR REPLACE FUNCTION {schema}.plgwork_drafts(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.roster_drafts
    WHERE id = which AND state = 'draft'
      AND school_id = {schema}.plgwork_school_as('leader', 'steward'))
$$;

-- The drafts that whoever asks may read: leaders and stewards all of their school's, others what
-- was published.
CREATE OR REPLACE FUNCTION {schema}.plgwork_drafted() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM {schema}.roster_drafts
  WHERE school_id = {schema}.plgwork_school_as('leader', 'steward')
    OR (state = 'published' AND school_id = {schema}.plgwork_school())
$$;

-- Whether a draft of their school that was published today gives somebody who still works there
-- this place; or, without a PLG, that of a facilitator. So a leader puts nobody anywhere but where a draft does.
CREATE OR REPLACE FUNCTION {schema}.plgwork_publishes(which text, who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.roster_places p
    JOIN {schema}.roster_groups g ON g.draft_id = p.draft_id AND g.id = p.group_id
    JOIN {schema}.roster_drafts d ON d.id = p.draft_id
    JOIN {schema}.plgs ON plgs.id = g.plg_id
    JOIN {schema}.people ON people.id = p.person_id
    WHERE p.person_id = who AND (g.plg_id = which OR (which IS NULL AND p.facilitates))
      AND EXISTS (SELECT FROM {schema}.roles r WHERE r.person_id = who
        AND (r.until IS NULL OR r.until >= {schema}.plgwork_day()))
      AND d.state = 'published' AND plgs.kind = 'school'
      AND (d.published_at AT TIME ZONE 'UTC')::date
        BETWEEN {schema}.plgwork_day() - 1 AND {schema}.plgwork_day() + 1
      AND d.school_id = plgs.school_id AND d.school_id = people.school_id
      AND d.school_id = {schema}.plgwork_school_as('leader'))
$$;

-- Whether a draft of theirs, not published yet, has a group of this name that is no PLG so far.
CREATE OR REPLACE FUNCTION {schema}.plgwork_begins(school text, named text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.roster_groups g
    JOIN {schema}.roster_drafts d ON d.id = g.draft_id
    JOIN {schema}.roster_places p ON p.draft_id = g.draft_id AND p.group_id = g.id
    WHERE g.name = named AND g.plg_id IS NULL AND d.state = 'draft' AND d.school_id = school
      AND school = {schema}.plgwork_school_as('leader'))
$$;

-- Whether a leader who published a draft today may let a place in a PLG of their school end.
CREATE OR REPLACE FUNCTION {schema}.plgwork_regroups(which text, who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.plgs
    JOIN {schema}.people ON people.school_id = plgs.school_id
    JOIN {schema}.roster_drafts d ON d.school_id = plgs.school_id
    WHERE plgs.id = which AND plgs.kind = 'school' AND people.id = who
      AND d.state = 'published'
      AND (d.published_at AT TIME ZONE 'UTC')::date
        BETWEEN {schema}.plgwork_day() - 1 AND {schema}.plgwork_day() + 1
      AND d.school_id = {schema}.plgwork_school_as('leader'))
$$;

-- Whether somebody is staff of the school at which whoever asks leads or is steward.
CREATE OR REPLACE FUNCTION {schema}.plgwork_places(who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.people
    WHERE id = who AND school_id = {schema}.plgwork_school_as('leader', 'steward'))
$$;

-- The facilitators' PLGs that whoever asks is in today; or only those they coach.
CREATE OR REPLACE FUNCTION {schema}.plgwork_cohorts_today(coached boolean) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.plg_id FROM {schema}.memberships m JOIN {schema}.plgs ON plgs.id = m.plg_id
  WHERE plgs.kind = 'facilitators' AND m.person_id = {schema}.plgwork_person()
    AND m.since <= {schema}.plgwork_day() AND (m.until IS NULL OR m.until >= {schema}.plgwork_day())
    AND (NOT coached OR {schema}.plgwork_school_as('coach') IS NOT NULL)
$$;

-- Whether a live round is to a facilitators' PLG of theirs and not opened yet.
CREATE OR REPLACE FUNCTION {schema}.plgwork_writes_to(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.live_rounds WHERE id = which AND opened_at IS NULL
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)))
$$;

-- Whether it was opened, and they are in its facilitators' PLG and were enrolled there by then.
CREATE OR REPLACE FUNCTION {schema}.plgwork_hears(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.live_rounds r
    JOIN {schema}.memberships m ON m.plg_id = r.plg_id
    WHERE r.id = which AND m.person_id = {schema}.plgwork_person()
      AND m.enrolled_at <= r.opened_at
      AND r.plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)))
$$;

-- How many wrote to a live round of a facilitators' PLG of theirs: no word, no name.
CREATE OR REPLACE FUNCTION {schema}.plgwork_written(which text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FROM {schema}.live_texts t JOIN {schema}.live_rounds r ON r.id = t.round_id
  WHERE r.id = which AND t.text <> ''
    AND r.plg_id IN (SELECT {schema}.plgwork_cohorts_today(false))
$$;

-- Of a facilitators' PLG whose coach asks, as it was in a month that has no snapshot yet: how many
-- marked all of these statements, and of how many the mean rounds to a 4 or 5. Nothing of fewer
-- than five people leaves the database.
CREATE OR REPLACE FUNCTION {schema}.plgwork_marked(
  which text, month_id text, first date, last date, statements text[])
RETURNS TABLE (people bigint, high bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE each.mean >= 3.5)
  FROM (
    SELECT avg(r.value) AS mean FROM {schema}.ratings r
    WHERE r.month = month_id AND r.indicator_id = ANY (statements)
      AND r.author_id IN (SELECT person_id FROM {schema}.memberships
        WHERE plg_id = which AND since <= last AND (until IS NULL OR until >= first))
    GROUP BY r.author_id HAVING count(*) = cardinality(statements)) each
  WHERE which IN (SELECT {schema}.plgwork_cohorts_today(true))
    AND NOT EXISTS (SELECT FROM {schema}.rating_snapshots s
      WHERE s.plg_id = which AND s.month = month_id)
  HAVING count(*) >= 5
$$;

-- The last day on which the facilitators of the school of a leader or coach met, and no more of it.
CREATE OR REPLACE FUNCTION {schema}.plgwork_cohort_met() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH theirs AS (
    SELECT g.id FROM {schema}.plgs g WHERE g.kind = 'facilitators' AND EXISTS (
      SELECT FROM {schema}.memberships m JOIN {schema}.people p ON p.id = m.person_id
      WHERE m.plg_id = g.id AND p.school_id = {schema}.plgwork_school_as('leader', 'coach')
        AND m.since <= {schema}.plgwork_day()
        AND (m.until IS NULL OR m.until >= {schema}.plgwork_day())))
  SELECT greatest(
    (SELECT max(day) FROM {schema}.meetings WHERE plg_id IN (SELECT id FROM theirs)
      AND day <= {schema}.plgwork_day() AND became IS DISTINCT FROM 'displaced'),
    (SELECT max(opened_at AT TIME ZONE 'UTC')::date FROM {schema}.live_rounds
      WHERE plg_id IN (SELECT id FROM theirs)))
$$;

-- Whether whoever asks facilitates a group today in place of another.
CREATE OR REPLACE FUNCTION {schema}.plgwork_substitutes(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.substitutes
    WHERE plg_id = which AND person_id = {schema}.plgwork_person()
      AND day = {schema}.plgwork_day())
$$;

-- The groups whose records whoever asks reads: their own, and those of their school, of all but a
-- facilitators' PLG. Asked once for a statement, however many meetings there are.
CREATE OR REPLACE FUNCTION {schema}.plgwork_read_groups() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT {schema}.plgwork_groups_today(false)
  UNION SELECT id FROM {schema}.plgs
    WHERE kind <> 'facilitators' AND school_id = {schema}.plgwork_school()
$$;

-- Whether whoever asks reads the record of this meeting.
CREATE OR REPLACE FUNCTION {schema}.plgwork_reads_meeting(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.meetings m WHERE m.id = which
    AND (m.school_id = {schema}.plgwork_school()
      OR EXISTS (SELECT FROM {schema}.plgs g WHERE g.id = m.plg_id AND g.kind <> 'facilitators'
        AND g.school_id = {schema}.plgwork_school())
      OR m.plg_id IN (SELECT {schema}.plgwork_groups_today(false))
      OR (m.day = {schema}.plgwork_day() AND {schema}.plgwork_substitutes(m.plg_id))))
$$;

-- Whether whoever asks may call such a meeting, and write its record: members and who facilitates
-- that day; of a school's, its leaders and coaches, and those who are named in it.
CREATE OR REPLACE FUNCTION {schema}.plgwork_records_meeting(
  school text, plg text, held date, VARIADIC named text[])
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(plg IN (SELECT {schema}.plgwork_groups_today(false)), false)
    OR (held = {schema}.plgwork_day() AND {schema}.plgwork_substitutes(plg))
    OR coalesce(school = {schema}.plgwork_school_as('leader', 'coach'), false)
    OR coalesce(school = {schema}.plgwork_school()
      AND {schema}.plgwork_person() = ANY (named), false)
$$;

CREATE OR REPLACE FUNCTION {schema}.plgwork_records(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.meetings m WHERE m.id = which
    AND {schema}.plgwork_records_meeting(
      m.school_id, m.plg_id, m.day, m.planned_by, m.facilitator, m.note_taker))
$$;

-- For a leader or coach, by month: the places in PLG meetings of which a record says whether somebody
-- took them, how many were taken, and of how many people it speaks. Counted here, for to ask of every
-- row whether they may read it took a second.
CREATE OR REPLACE FUNCTION {schema}.plgwork_attended(first date, last date)
RETURNS TABLE (year int, month int, places bigint, taken bigint, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT extract(year FROM m.day)::int, extract(month FROM m.day)::int, count(*),
    count(*) FILTER (WHERE a.presence IN ('present', 'part')), count(DISTINCT a.person_id)
  FROM {schema}.plgs g JOIN {schema}.meetings m ON m.plg_id = g.id
    JOIN {schema}.attendances a ON a.meeting_id = m.id
  WHERE g.kind = 'school' AND g.school_id = {schema}.plgwork_school_as('leader', 'coach')
    AND m.day BETWEEN first AND least(last, {schema}.plgwork_day())
    AND m.became IS DISTINCT FROM 'displaced'
  GROUP BY 1, 2 ORDER BY 1, 2
$$;

-- The same of the minutes of agendas, by kind of work and topic.
CREATE OR REPLACE FUNCTION {schema}.plgwork_worked(first date, last date)
RETURNS TABLE (year int, month int, work text, topic text, minutes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT extract(year FROM m.day)::int, extract(month FROM m.day)::int, b.work, b.topic,
    sum(b.minutes)
  FROM {schema}.plgs g JOIN {schema}.meetings m ON m.plg_id = g.id
    JOIN {schema}.blocks b ON b.meeting_id = m.id
  WHERE g.kind = 'school' AND g.school_id = {schema}.plgwork_school_as('leader', 'coach')
    AND m.day BETWEEN first AND least(last, {schema}.plgwork_day())
    AND m.became IS DISTINCT FROM 'displaced'
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
$$;

-- The days on which those who are in its PLGs today first brought work, and no names.
CREATE OR REPLACE FUNCTION {schema}.plgwork_shown(first date, last date) RETURNS SETOF date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH ours AS (SELECT id FROM {schema}.plgs WHERE kind = 'school'
    AND school_id = {schema}.plgwork_school_as('leader', 'coach'))
  SELECT min(m.day)
  FROM {schema}.meetings m JOIN {schema}.blocks b ON b.meeting_id = m.id
  WHERE m.plg_id IN (SELECT id FROM ours)
    AND m.day BETWEEN first AND least(last, {schema}.plgwork_day())
    AND m.became IS DISTINCT FROM 'displaced'
    AND b.brings IN (SELECT person_id FROM {schema}.memberships
      WHERE plg_id IN (SELECT id FROM ours) AND since <= {schema}.plgwork_day()
        AND (until IS NULL OR until >= {schema}.plgwork_day()))
  GROUP BY b.brings
$$;

-- The same of what PLGs agreed to do by a day that is over, and of how much was done.
CREATE OR REPLACE FUNCTION {schema}.plgwork_kept(first date, last date)
RETURNS TABLE (year int, month int, agreed bigint, done bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT extract(year FROM coalesce(a.due, m.day))::int,
    extract(month FROM coalesce(a.due, m.day))::int, count(*),
    count(*) FILTER (WHERE a.state = 'done')
  FROM {schema}.plgs g JOIN {schema}.meetings m ON m.plg_id = g.id
    JOIN {schema}.actions a ON a.meeting_id = m.id
  WHERE g.kind = 'school' AND g.school_id = {schema}.plgwork_school_as('leader', 'coach')
    AND coalesce(a.due, m.day) BETWEEN first AND least(last, {schema}.plgwork_day())
    AND a.state <> 'dropped'
  GROUP BY 1, 2 ORDER BY 1, 2
$$;

-- Whether whoever asks is the one leader named for follow-ups at this school, and was by then.
CREATE OR REPLACE FUNCTION {schema}.plgwork_named(school text, moment timestamptz)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.followup_leaders
    WHERE school_id = school AND school_id = {schema}.plgwork_school_as('leader')
      AND person_id = {schema}.plgwork_person() AND named_at <= moment)
$$;

-- Whether somebody is a leader of a school today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_leads(school text, who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.roles r JOIN {schema}.people p ON p.id = r.person_id
    WHERE p.id = who AND p.school_id = school AND r.role = 'leader'
      AND r.since <= {schema}.plgwork_day()
      AND (r.until IS NULL OR r.until >= {schema}.plgwork_day()))
$$;

-- Whether whoever asks may begin a follow-up, or look after what was seen, in this PLG: who
-- facilitates it, a coach, and, where it is about nobody, the named leader. Never in a
-- facilitators' PLG, and with nobody who is not in it today.
CREATE OR REPLACE FUNCTION {schema}.plgwork_looks_after(which text, who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.plgs g
    WHERE g.id = which AND g.kind <> 'facilitators' AND g.school_id IS NOT NULL
      AND (g.id IN (SELECT {schema}.plgwork_groups_today(true))
        OR g.school_id = {schema}.plgwork_school_as('coach')
        OR (who IS NULL AND {schema}.plgwork_named(g.school_id, 'infinity'))))
    AND (who IS NULL OR who IN (SELECT {schema}.plgwork_deciders(NULL, which)))
$$;

-- Who may own a follow-up of a PLG: who facilitates it, and its school's coaches and named leader.
CREATE OR REPLACE FUNCTION {schema}.plgwork_owners(which text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.person_id FROM {schema}.memberships m WHERE m.plg_id = which AND m.facilitates
    AND m.since <= {schema}.plgwork_day() AND (m.until IS NULL OR m.until >= {schema}.plgwork_day())
  UNION
  SELECT p.id FROM {schema}.people p JOIN {schema}.plgs g ON g.school_id = p.school_id
    JOIN {schema}.roles r ON r.person_id = p.id
  WHERE g.id = which AND r.role = 'coach' AND r.since <= {schema}.plgwork_day()
    AND (r.until IS NULL OR r.until >= {schema}.plgwork_day())
  UNION
  SELECT l.person_id FROM {schema}.followup_leaders l
    JOIN {schema}.plgs g ON g.school_id = l.school_id
  WHERE g.id = which AND {schema}.plgwork_leads(l.school_id, l.person_id)
$$;

-- Whether whoever asks reads the notes of such a follow-up: its owner while they work, a coach of
-- the school, and the leader who was named by the time it was opened; nobody whom it is about.
CREATE OR REPLACE FUNCTION {schema}.plgwork_reads_followup(
  owner text, school text, who text, opened timestamptz)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT who IS DISTINCT FROM {schema}.plgwork_person() AND (
    coalesce(owner = {schema}.plgwork_person() AND {schema}.plgwork_school_as(
      'member', 'facilitator', 'coach', 'leader', 'steward') IS NOT NULL, false)
    OR coalesce(school = {schema}.plgwork_school_as('coach'), false)
    OR {schema}.plgwork_named(school, opened))
$$;

CREATE OR REPLACE FUNCTION {schema}.plgwork_reads_followup_notes(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.followups f WHERE f.id = which
    AND {schema}.plgwork_reads_followup(f.owner_id, f.school_id, f.person_id, f.opened_at))
$$;

-- Whether it is theirs, and has not ended.
CREATE OR REPLACE FUNCTION {schema}.plgwork_owns_followup(which text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM {schema}.followups f WHERE f.id = which AND f.ended_at IS NULL
    AND f.owner_id = {schema}.plgwork_person())
$$;

-- Nothing may be had of a table before a policy allows it.
ALTER TABLE schools ENABLE ROW LEVEL SECURITY;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE plgs ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_times ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_years ENABLE ROW LEVEL SECURITY;
ALTER TABLE special_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE other_work ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE substitutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE trainings ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE shares ENABLE ROW LEVEL SECURITY;
ALTER TABLE ratings ENABLE ROW LEVEL SECURITY;
ALTER TABLE runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE links ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE shut ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE recalls ENABLE ROW LEVEL SECURITY;
ALTER TABLE studies ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE corrections ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys ENABLE ROW LEVEL SECURITY;
ALTER TABLE waves ENABLE ROW LEVEL SECURITY;
ALTER TABLE releases ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE coders ENABLE ROW LEVEL SECURITY;
ALTER TABLE codings ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE wordings ENABLE ROW LEVEL SECURITY;
ALTER TABLE comments ENABLE ROW LEVEL SECURITY;
ALTER TABLE responses ENABLE ROW LEVEL SECURITY;
ALTER TABLE agreements ENABLE ROW LEVEL SECURITY;
ALTER TABLE deciding_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE measures ENABLE ROW LEVEL SECURITY;
ALTER TABLE measured ENABLE ROW LEVEL SECURITY;
ALTER TABLE norm_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE norm_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE norm_answered ENABLE ROW LEVEL SECURITY;
ALTER TABLE norm_months ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_wishes ENABLE ROW LEVEL SECURITY;
ALTER TABLE free_periods ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_pairs ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_reasons ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE rating_snapshots ENABLE ROW LEVEL SECURITY;
ALTER TABLE dilemmas ENABLE ROW LEVEL SECURITY;
ALTER TABLE expertise ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohort_plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendances ENABLE ROW LEVEL SECURITY;
ALTER TABLE asked ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE followup_leaders ENABLE ROW LEVEL SECURITY;
ALTER TABLE followups ENABLE ROW LEVEL SECURITY;
ALTER TABLE followup_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE settled_occasions ENABLE ROW LEVEL SECURITY;

-- What people wrote: its author's alone.
CREATE POLICY own ON entries
  USING (author_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own ON ratings
  USING (author_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own ON shut FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_and_open ON versions
  USING (entry_id IN (SELECT id FROM entries)
    AND NOT EXISTS (SELECT FROM shut WHERE since <= saved_at AND saved_at <= shut.until));

-- Shared copies: their author's; the cohort of that month reads them, as enrolled by then.
CREATE POLICY own ON shares
  USING (author_id = (SELECT {schema}.plgwork_person()))
  WITH CHECK (author_id = (SELECT {schema}.plgwork_person())
    AND entry_id IN (SELECT id FROM entries)
    AND EXISTS (SELECT FROM {schema}.plgwork_cohorts() mine
      WHERE mine.plg_id = shares.plg_id
        AND mine.since <= month_ends AND mine.until >= month_begins));
CREATE POLICY cohort_then ON shares FOR SELECT
  USING (EXISTS (SELECT FROM {schema}.plgwork_cohorts() mine
    WHERE mine.plg_id = shares.plg_id
      AND mine.since <= month_ends AND mine.until >= month_begins
      AND mine.enrolled_at <= shared_at));

-- Who is at a school and in its groups: read by its staff, written by its stewards. Whoever
-- trains people locks their school for it, and changes nothing.
CREATE POLICY staff ON schools FOR SELECT
  USING (id = (SELECT {schema}.plgwork_school()));
CREATE POLICY steward ON schools FOR UPDATE
  USING (id = (SELECT {schema}.plgwork_school()))
  WITH CHECK (id = (SELECT {schema}.plgwork_school_as('steward')));
CREATE POLICY known ON people FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school())
    OR id IN (SELECT {schema}.plgwork_acquainted()));
CREATE POLICY steward_adds ON people FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('steward')));
CREATE POLICY steward ON people FOR UPDATE
  USING (school_id = (SELECT {schema}.plgwork_school_as('steward')));
CREATE POLICY known ON roles FOR SELECT
  USING (person_id IN (SELECT id FROM people));
CREATE POLICY steward_adds ON roles FOR INSERT
  WITH CHECK ({schema}.plgwork_enrols(person_id));
CREATE POLICY steward ON roles FOR UPDATE
  USING ({schema}.plgwork_enrols(person_id));
CREATE POLICY steward_undoes ON roles FOR DELETE
  USING ({schema}.plgwork_enrols(person_id));
CREATE POLICY known ON plgs FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school())
    OR id IN (SELECT {schema}.plgwork_groups())
    OR (school_id IS NULL AND (SELECT {schema}.plgwork_school_as('steward')) IS NOT NULL
      AND id NOT IN (SELECT {schema}.plgwork_others_groups())));
CREATE POLICY staff_whose_leaders_meet_there ON plgs FOR SELECT
  USING (id IN (SELECT {schema}.plgwork_leaders_beside()));
CREATE POLICY steward_adds ON plgs FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('steward'))
    OR (school_id IS NULL AND (SELECT {schema}.plgwork_school_as('steward')) IS NOT NULL));
CREATE POLICY steward ON plgs FOR UPDATE
  USING ({schema}.plgwork_runs(id))
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('steward'))
    OR (school_id IS NULL AND {schema}.plgwork_runs(id)));
CREATE POLICY known ON meeting_times FOR SELECT
  USING (plg_id IN (SELECT id FROM plgs));
CREATE POLICY steward_or_leader_adds ON meeting_times FOR INSERT
  WITH CHECK ({schema}.plgwork_schedules(plg_id));
CREATE POLICY steward_or_leader ON meeting_times FOR UPDATE
  USING ({schema}.plgwork_schedules(plg_id));
CREATE POLICY steward_or_leader_undoes ON meeting_times FOR DELETE
  USING ({schema}.plgwork_schedules(plg_id));
CREATE POLICY known ON memberships FOR SELECT
  USING (plg_id IN (SELECT id FROM plgs) AND person_id IN (SELECT id FROM people));
CREATE POLICY steward_adds ON memberships FOR INSERT
  WITH CHECK ({schema}.plgwork_runs(plg_id) AND {schema}.plgwork_enrols(person_id));
CREATE POLICY steward ON memberships FOR UPDATE
  USING ({schema}.plgwork_enrols(person_id));
CREATE POLICY steward_undoes ON memberships FOR DELETE
  USING ({schema}.plgwork_enrols(person_id));
CREATE POLICY known ON substitutes FOR SELECT
  USING (plg_id IN (SELECT id FROM plgs) AND person_id IN (SELECT id FROM people));
CREATE POLICY steward_adds ON substitutes FOR INSERT
  WITH CHECK ({schema}.plgwork_runs(plg_id) AND {schema}.plgwork_enrols(person_id));
CREATE POLICY steward ON substitutes FOR UPDATE
  USING ({schema}.plgwork_runs(plg_id))
  WITH CHECK ({schema}.plgwork_runs(plg_id) AND {schema}.plgwork_enrols(person_id));
CREATE POLICY own_or_trainer ON trainings FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person()) OR person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('coach', 'steward'))));
CREATE POLICY trainer_adds ON trainings FOR INSERT
  WITH CHECK (person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('coach', 'steward'))));
CREATE POLICY trainer ON trainings FOR UPDATE
  USING (person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('coach', 'steward'))));

-- Runs: read by whoever started one and by the group it is for; moved by the first, and by
-- whoever facilitates that group.
CREATE POLICY starter_or_group ON runs FOR SELECT
  USING (started_by = (SELECT {schema}.plgwork_person())
    OR plg_id IN (SELECT {schema}.plgwork_groups_today(false)));
CREATE POLICY starter_adds ON runs FOR INSERT
  WITH CHECK (started_by = (SELECT {schema}.plgwork_person())
    AND (plg_id IS NULL OR plg_id IN (SELECT {schema}.plgwork_groups_today(false))));
CREATE POLICY starter_or_facilitator ON runs FOR UPDATE
  USING (started_by = (SELECT {schema}.plgwork_person())
    OR plg_id IN (SELECT {schema}.plgwork_groups_today(true)));
CREATE POLICY as_their_run ON moves FOR SELECT
  USING (run_id IN (SELECT id FROM runs));
CREATE POLICY starter_or_facilitator_adds ON moves FOR INSERT
  WITH CHECK (run_id IN (SELECT id FROM runs
    WHERE started_by = (SELECT {schema}.plgwork_person())
      OR plg_id IN (SELECT {schema}.plgwork_groups_today(true))));

-- The days of a school, its other work and what it asks of time: read by its staff, changed by its
-- leaders and stewards. The address of a calendar is its owner's, who sees when it was made.
CREATE POLICY staff ON school_years FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY steward_or_leader ON school_years
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY staff ON special_days FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY steward_or_leader ON special_days
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY staff ON other_work FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY steward_or_leader ON other_work
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY staff ON meeting_rules FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY steward_or_leader ON meeting_rules
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY own ON calendar_links
  USING (person_id = (SELECT {schema}.plgwork_person()));

-- Accounts: names only, see the grants. Nobody makes one that has a password already.
CREATE POLICY own_or_steward ON accounts FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person()) OR person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('steward'))));
CREATE POLICY steward_adds ON accounts FOR INSERT
  WITH CHECK (password = '' AND recovery = '' AND {schema}.plgwork_enrols(person_id));
CREATE POLICY steward ON accounts FOR UPDATE
  USING ({schema}.plgwork_enrols(person_id));

-- The record: one adds what one did oneself, and nobody changes a line.
CREATE POLICY own_or_steward ON audit FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person())
    OR actor_id = (SELECT {schema}.plgwork_person())
    OR school_id = (SELECT {schema}.plgwork_school_as('steward')));
CREATE POLICY doer ON audit FOR INSERT
  WITH CHECK (actor_id = (SELECT {schema}.plgwork_person())
    AND school_id = (SELECT {schema}.plgwork_school())
    AND (person_id = (SELECT {schema}.plgwork_person()) OR {schema}.plgwork_enrols(person_id)));

-- Practice: one's own alone. Who finished a unit, a coach of the school may see as well.
CREATE POLICY own ON answers
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own ON recalls
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own ON studies
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY coach_of_finished ON studies FOR SELECT
  USING (finished_at IS NOT NULL AND person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('coach'))));

-- Surveys: a file and the counts are their owner's alone, the file until the day it expires. What
-- was released, the leaders and coaches of the school read, and nobody changes it; a wave stays as
-- it was once a release followed it. What the school says, its members read.
CREATE POLICY own_until_expired ON drafts
  USING (owner_id = (SELECT {schema}.plgwork_person())
    AND (SELECT {schema}.plgwork_school_as('leader', 'coach')) IS NOT NULL
    AND (expires_at AT TIME ZONE 'UTC')::date >= (SELECT {schema}.plgwork_day()));
CREATE POLICY own ON corrections
  USING (owner_id = (SELECT {schema}.plgwork_person())
    AND (SELECT {schema}.plgwork_school_as('leader', 'coach')) IS NOT NULL);
CREATE POLICY own_or_released ON surveys FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND (owner_id = (SELECT {schema}.plgwork_person())
      OR {schema}.plgwork_released(id, '-infinity')));
CREATE POLICY owner_adds ON surveys FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND owner_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY owner ON surveys FOR UPDATE
  USING ({schema}.plgwork_keeps(id));
CREATE POLICY owner_undoes ON surveys FOR DELETE
  USING ({schema}.plgwork_keeps(id));
CREATE POLICY owner_reads ON waves FOR SELECT
  USING ({schema}.plgwork_keeps(survey_id));
CREATE POLICY owner_adds ON waves FOR INSERT
  WITH CHECK ({schema}.plgwork_keeps(survey_id));
CREATE POLICY owner_until_released ON waves FOR UPDATE
  USING ({schema}.plgwork_keeps(survey_id)
    AND NOT {schema}.plgwork_released(survey_id, counted_at))
  WITH CHECK ({schema}.plgwork_keeps(survey_id));
CREATE POLICY owner_undoes_until_released ON waves FOR DELETE
  USING ({schema}.plgwork_keeps(survey_id)
    AND NOT {schema}.plgwork_released(survey_id, counted_at));
CREATE POLICY leaders ON releases FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach')));
CREATE POLICY owner_adds ON releases FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school())
    AND {schema}.plgwork_keeps(survey_id));
CREATE POLICY members ON school_answers FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY owner_adds ON school_answers FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school())
    AND {schema}.plgwork_keeps(survey_id));
CREATE POLICY owner ON school_answers FOR UPDATE
  USING ({schema}.plgwork_keeps(survey_id));

-- Open answers: their codes are the leaders' and coaches', and stay as they are once somebody codes.
-- What somebody gave is theirs alone until both are done; then both may begin anew.
CREATE POLICY leaders ON codes FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach')));
CREATE POLICY leaders_add ON codes FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND EXISTS (SELECT FROM releases r
      WHERE r.survey_id = codes.survey_id AND r.number = codes.number)
    AND NOT {schema}.plgwork_coding(survey_id, number, question));
CREATE POLICY leaders_until_coded ON codes FOR UPDATE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND NOT {schema}.plgwork_coding(survey_id, number, question));
CREATE POLICY leaders_undo_until_coded ON codes FOR DELETE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND NOT {schema}.plgwork_coding(survey_id, number, question));
CREATE POLICY leaders ON coders FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach')));
CREATE POLICY own ON coders FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND person_id = (SELECT {schema}.plgwork_person())
    AND finished_at IS NULL
    AND EXISTS (SELECT FROM releases r
      WHERE r.survey_id = coders.survey_id AND r.number = coders.number));
CREATE POLICY own_finishes ON coders FOR UPDATE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_or_both ON coders FOR DELETE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND (person_id = (SELECT {schema}.plgwork_person())
      OR {schema}.plgwork_coded(survey_id, number, question)
        AND {schema}.plgwork_codes(survey_id, number, question, {schema}.plgwork_person(), false)));
CREATE POLICY own_or_both_done ON codings FOR SELECT
  USING ({schema}.plgwork_codes(survey_id, number, question, person_id, false)
    AND (person_id = (SELECT {schema}.plgwork_person())
      OR {schema}.plgwork_coded(survey_id, number, question)));
CREATE POLICY own_until_done ON codings FOR INSERT
  WITH CHECK (person_id = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_codes(survey_id, number, question, person_id, true));
CREATE POLICY own_bettered_until_done ON codings FOR UPDATE
  USING (person_id = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_codes(survey_id, number, question, person_id, true));

-- Agreements: what is proposed, said and shown is for those it binds alone, and each says and shows
-- for themself. What was adopted, and what is measured, the staff of the school read as well.
CREATE POLICY deciders ON proposals FOR SELECT
  USING ({schema}.plgwork_decides(school_id, plg_id));
CREATE POLICY deciders_add ON proposals FOR INSERT
  WITH CHECK ({schema}.plgwork_decides(school_id, plg_id) AND state = 'open'
    AND proposed_by = (SELECT {schema}.plgwork_person()));
CREATE POLICY deciders_until_closed ON proposals FOR UPDATE
  USING ({schema}.plgwork_decides(school_id, plg_id) AND state = 'open')
  WITH CHECK ((state <> 'withdrawn' OR proposed_by = (SELECT {schema}.plgwork_person()))
    AND (state <> 'adopted' OR id IN (SELECT a.id FROM agreements a)));
CREATE POLICY deciders ON wordings FOR SELECT
  USING ({schema}.plgwork_decides_on(proposal_id, false));
CREATE POLICY deciders_add ON wordings FOR INSERT
  WITH CHECK ({schema}.plgwork_decides_on(proposal_id, true)
    AND written_by = (SELECT {schema}.plgwork_person()));
CREATE POLICY deciders ON comments FOR SELECT
  USING ({schema}.plgwork_decides_on(proposal_id, false));
CREATE POLICY own ON comments FOR INSERT
  WITH CHECK ({schema}.plgwork_decides_on(proposal_id, true)
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_held ON comments FOR UPDATE
  USING ({schema}.plgwork_decides_on(proposal_id, false)
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_undoes ON comments FOR DELETE
  USING ({schema}.plgwork_decides_on(proposal_id, false)
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY deciders ON responses FOR SELECT
  USING ({schema}.plgwork_decides_on(proposal_id, false));
CREATE POLICY own ON responses FOR INSERT
  WITH CHECK ({schema}.plgwork_decides_on(proposal_id, true)
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_until_closed ON responses FOR UPDATE
  USING ({schema}.plgwork_decides_on(proposal_id, true)
    AND person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY deciders_and_staff ON agreements FOR SELECT
  USING ({schema}.plgwork_decides(school_id, plg_id)
    OR plg_id IN (SELECT id FROM plgs WHERE plgs.school_id = (SELECT {schema}.plgwork_school())));
CREATE POLICY deciders_add ON agreements FOR INSERT
  WITH CHECK (adopted_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_adopts(id, school_id, plg_id, kind, matter, show));
CREATE POLICY deciders_look_again ON agreements FOR UPDATE
  USING ({schema}.plgwork_decides(school_id, plg_id));
CREATE POLICY staff ON deciding_rules FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY leaders_add ON deciding_rules FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY leaders ON deciding_rules FOR UPDATE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY deciders_and_staff ON measures FOR SELECT
  USING ({schema}.plgwork_decides(school_id, plg_id)
    OR plg_id IN (SELECT id FROM plgs WHERE plgs.school_id = (SELECT {schema}.plgwork_school())));
CREATE POLICY deciders_add ON measures FOR INSERT
  WITH CHECK ({schema}.plgwork_decides(school_id, plg_id));
CREATE POLICY deciders ON measures FOR UPDATE
  USING ({schema}.plgwork_decides(school_id, plg_id));
CREATE POLICY deciders_undo ON measures FOR DELETE
  USING ({schema}.plgwork_decides(school_id, plg_id));
CREATE POLICY as_their_measure ON measured FOR SELECT
  USING (measure_id IN (SELECT id FROM measures));
CREATE POLICY deciders_add ON measured FOR INSERT
  WITH CHECK (measure_id IN (SELECT id FROM measures m
    WHERE {schema}.plgwork_decides(m.school_id, m.plg_id)));
CREATE POLICY deciders ON measured FOR UPDATE
  USING (measure_id IN (SELECT id FROM measures m
    WHERE {schema}.plgwork_decides(m.school_id, m.plg_id)));

-- Norm checks: read by the group, opened by whoever facilitates it. Answers come by the server, which
-- closes a check as well: no page sees a counter, or who has answered.
CREATE POLICY group_reads ON norm_checks FOR SELECT
  USING (plg_id IN (SELECT {schema}.plgwork_groups_today(false)));
CREATE POLICY facilitator_opens ON norm_checks FOR INSERT
  WITH CHECK (opened_by = (SELECT {schema}.plgwork_person())
    AND plg_id IN (SELECT {schema}.plgwork_groups_today(true))
    AND closed_at IS NULL AND answered = 0 AND results IS NULL);

-- What several PLGs told together, once the month is over: for those who watch the whole.
CREATE POLICY leaders_and_coaches ON norm_months FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'coach'))
    AND plgs >= 3 AND month < to_char((SELECT {schema}.plgwork_day()), 'YYYY-MM'));

-- Groupings: what somebody said would serve them is theirs, and the leaders' and stewards' to read.
-- Drafts are these two's until they are published, and then everybody's, with no word of why and of
-- who was to be with whom. A leader who publishes moves people as the draft has it, no further.
CREATE POLICY own ON group_wishes
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY drafters ON group_wishes FOR SELECT
  USING ({schema}.plgwork_places(person_id));
CREATE POLICY drafters_read ON free_periods FOR SELECT
  USING ({schema}.plgwork_places(person_id));
CREATE POLICY drafters_add ON free_periods FOR INSERT
  WITH CHECK ({schema}.plgwork_places(person_id));
CREATE POLICY drafters_better ON free_periods FOR UPDATE
  USING ({schema}.plgwork_places(person_id));
CREATE POLICY drafters_undo ON free_periods FOR DELETE
  USING ({schema}.plgwork_places(person_id));
CREATE POLICY drafters_or_published ON roster_drafts FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward'))
    OR (state = 'published' AND school_id = (SELECT {schema}.plgwork_school())));
CREATE POLICY drafters_add ON roster_drafts FOR INSERT
  WITH CHECK (state = 'draft'
    AND school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY drafters_until_published ON roster_drafts FOR UPDATE
  USING (state = 'draft' AND school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')))
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY drafters_undo_until_published ON roster_drafts FOR DELETE
  USING (state = 'draft' AND school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY as_their_draft ON roster_groups FOR SELECT
  USING (draft_id IN (SELECT {schema}.plgwork_drafted()));
CREATE POLICY drafters_add ON roster_groups FOR INSERT
  WITH CHECK ({schema}.plgwork_drafts(draft_id));
CREATE POLICY drafters_better ON roster_groups FOR UPDATE
  USING ({schema}.plgwork_drafts(draft_id));
CREATE POLICY drafters_undo ON roster_groups FOR DELETE
  USING ({schema}.plgwork_drafts(draft_id));
CREATE POLICY as_their_draft ON roster_places FOR SELECT
  USING (draft_id IN (SELECT {schema}.plgwork_drafted()));
CREATE POLICY drafters_add ON roster_places FOR INSERT
  WITH CHECK ({schema}.plgwork_drafts(draft_id) AND {schema}.plgwork_places(person_id));
CREATE POLICY drafters_better ON roster_places FOR UPDATE
  USING ({schema}.plgwork_drafts(draft_id));
CREATE POLICY drafters ON roster_pairs
  USING ({schema}.plgwork_drafts(draft_id))
  WITH CHECK ({schema}.plgwork_drafts(draft_id)
    AND {schema}.plgwork_places(one_id) AND {schema}.plgwork_places(other_id));
CREATE POLICY drafters_read ON roster_reasons FOR SELECT
  USING ({schema}.plgwork_places(person_id)
    AND draft_id IN (SELECT {schema}.plgwork_drafted()));
CREATE POLICY drafters_add ON roster_reasons FOR INSERT
  WITH CHECK ({schema}.plgwork_drafts(draft_id) AND {schema}.plgwork_places(person_id));
CREATE POLICY drafters_better ON roster_reasons FOR UPDATE
  USING ({schema}.plgwork_drafts(draft_id));
CREATE POLICY leader_weighs ON trainings FOR SELECT
  USING (person_id IN (SELECT id FROM people
    WHERE school_id = (SELECT {schema}.plgwork_school_as('leader'))));
CREATE POLICY leader_publishes ON plgs FOR INSERT
  WITH CHECK (kind = 'school' AND {schema}.plgwork_begins(school_id, name));
CREATE POLICY leader_publishes ON memberships FOR INSERT
  WITH CHECK ({schema}.plgwork_publishes(plg_id, person_id));
CREATE POLICY leader_ends ON memberships FOR UPDATE
  USING ({schema}.plgwork_regroups(plg_id, person_id))
  WITH CHECK (until IS NOT NULL AND {schema}.plgwork_regroups(plg_id, person_id));
CREATE POLICY leader_undoes ON memberships FOR DELETE
  USING (since >= (SELECT {schema}.plgwork_day())
    AND {schema}.plgwork_regroups(plg_id, person_id));
CREATE POLICY leader_publishes ON roles FOR INSERT
  WITH CHECK (role = 'facilitator' AND {schema}.plgwork_publishes(NULL, person_id));
CREATE POLICY leader_publishes ON audit FOR INSERT
  WITH CHECK (actor_id = (SELECT {schema}.plgwork_person())
    AND event IN ('joined-plg', 'left-plg', 'role-given')
    AND school_id = (SELECT {schema}.plgwork_school_as('leader'))
    AND {schema}.plgwork_places(person_id));

-- What a facilitators' PLG does together is its members' of today. What somebody writes in a live
-- round is theirs alone until its coach opens it; then whoever was in it reads it, and it stays.
CREATE POLICY cohort ON live_rounds FOR SELECT
  USING (plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY coach_asks ON live_rounds FOR INSERT
  WITH CHECK (opened_at IS NULL AND asked_by = (SELECT {schema}.plgwork_person())
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)));
CREATE POLICY coach_opens ON live_rounds FOR UPDATE
  USING (opened_at IS NULL AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)))
  WITH CHECK (plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)));
CREATE POLICY own_or_opened ON live_texts FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person()) OR {schema}.plgwork_hears(round_id));
CREATE POLICY own_adds ON live_texts FOR INSERT
  WITH CHECK (person_id = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_writes_to(round_id));
CREATE POLICY own_until_opened ON live_texts FOR UPDATE
  USING (person_id = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_writes_to(round_id));
CREATE POLICY cohort ON rating_snapshots FOR SELECT
  USING (plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY coach_lets_out ON rating_snapshots FOR INSERT
  WITH CHECK (let_out_by = (SELECT {schema}.plgwork_person())
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)));
CREATE POLICY own_or_cohort ON dilemmas FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person())
    OR plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY own_adds ON dilemmas FOR INSERT
  WITH CHECK (person_id = (SELECT {schema}.plgwork_person()) AND NOT presents
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY coach_chooses ON dilemmas FOR UPDATE
  USING (plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)));
CREATE POLICY own_undoes ON dilemmas FOR DELETE
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_or_cohort ON expertise FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person())
    OR plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY own_adds ON expertise FOR INSERT
  WITH CHECK (person_id = (SELECT {schema}.plgwork_person())
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY own_betters ON expertise FOR UPDATE
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_undoes ON expertise FOR DELETE
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY cohort ON cohort_plans FOR SELECT
  USING (plg_id IN (SELECT {schema}.plgwork_cohorts_today(false)));
CREATE POLICY coach_adds ON cohort_plans FOR INSERT
  WITH CHECK (saved_by = (SELECT {schema}.plgwork_person())
    AND plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)));
CREATE POLICY coach_betters ON cohort_plans FOR UPDATE
  USING (plg_id IN (SELECT {schema}.plgwork_cohorts_today(true)))
  WITH CHECK (saved_by = (SELECT {schema}.plgwork_person()));

-- Meetings: read by the staff of the school, and of a facilitators' PLG by its members; planned and
-- recorded by the group, and by whoever facilitates that day in place of another. Who hands a
-- meeting over facilitates the group.
CREATE POLICY own ON substitutes FOR SELECT
  USING (person_id = (SELECT {schema}.plgwork_person()));
CREATE POLICY facilitator_adds ON substitutes FOR INSERT
  WITH CHECK (plg_id IN (SELECT {schema}.plgwork_groups_today(true))
    AND day >= (SELECT {schema}.plgwork_day()) AND person_id IN (SELECT id FROM people));
CREATE POLICY facilitator ON substitutes FOR UPDATE
  USING (plg_id IN (SELECT {schema}.plgwork_groups_today(true))
    AND day >= (SELECT {schema}.plgwork_day()))
  WITH CHECK (plg_id IN (SELECT {schema}.plgwork_groups_today(true))
    AND person_id IN (SELECT id FROM people));
CREATE POLICY readers ON meetings FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school())
    OR plg_id IN (SELECT {schema}.plgwork_read_groups())
    OR (day = (SELECT {schema}.plgwork_day()) AND {schema}.plgwork_substitutes(plg_id)));
CREATE POLICY callers ON meetings FOR INSERT
  WITH CHECK (planned_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_records_meeting(school_id, plg_id, day, ''));
CREATE POLICY recorders ON meetings FOR UPDATE
  USING ({schema}.plgwork_records_meeting(
    school_id, plg_id, day, planned_by, facilitator, note_taker));
CREATE POLICY recorders_undo ON meetings FOR DELETE
  USING ({schema}.plgwork_records_meeting(
    school_id, plg_id, day, planned_by, facilitator, note_taker));
CREATE POLICY readers ON blocks FOR SELECT
  USING ({schema}.plgwork_reads_meeting(meeting_id));
CREATE POLICY recorders_add ON blocks FOR INSERT
  WITH CHECK ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders_undo ON blocks FOR DELETE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY readers ON attendances FOR SELECT
  USING ({schema}.plgwork_reads_meeting(meeting_id));
CREATE POLICY recorders_add ON attendances FOR INSERT
  WITH CHECK ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders ON attendances FOR UPDATE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders_undo ON attendances FOR DELETE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY readers ON asked FOR SELECT
  USING ({schema}.plgwork_reads_meeting(meeting_id));
CREATE POLICY recorders_add ON asked FOR INSERT
  WITH CHECK ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders ON asked FOR UPDATE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders_undo ON asked FOR DELETE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY readers ON notes FOR SELECT
  USING ({schema}.plgwork_reads_meeting(meeting_id));
CREATE POLICY recorders_add ON notes FOR INSERT
  WITH CHECK ({schema}.plgwork_records(meeting_id) AND written_by = (SELECT {schema}.plgwork_person()));
CREATE POLICY recorders ON notes FOR UPDATE
  USING ({schema}.plgwork_records(meeting_id));
CREATE POLICY readers ON actions FOR SELECT
  USING ({schema}.plgwork_reads_meeting(meeting_id));
CREATE POLICY recorders_add ON actions FOR INSERT
  WITH CHECK ({schema}.plgwork_records(meeting_id));
CREATE POLICY recorders ON actions FOR UPDATE
  USING ({schema}.plgwork_records(meeting_id) OR owner_id = (SELECT {schema}.plgwork_person()));

-- Follow-ups: begun by whoever looks after a PLG. That there is one, its owner sees, who opened it or
-- handed it over, coaches, and the leader who was named by then; and whom it is about from its day
-- on. Its notes are for the first and the last two, and written by its owner while it is open.
CREATE POLICY staff ON followup_leaders FOR SELECT
  USING (school_id = (SELECT {schema}.plgwork_school()));
CREATE POLICY leaders_add ON followup_leaders FOR INSERT
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward'))
    AND named_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_leads(school_id, person_id));
CREATE POLICY leaders ON followup_leaders FOR UPDATE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')))
  WITH CHECK (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward'))
    AND named_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_leads(school_id, person_id));
CREATE POLICY leaders_undo ON followup_leaders FOR DELETE
  USING (school_id = (SELECT {schema}.plgwork_school_as('leader', 'steward')));
CREATE POLICY readers ON followups FOR SELECT
  USING ({schema}.plgwork_reads_followup(owner_id, school_id, person_id, opened_at)
    OR (person_id IS DISTINCT FROM (SELECT {schema}.plgwork_person())
      AND (SELECT {schema}.plgwork_person()) IN (opened_by, handed_by))
    OR (person_id = (SELECT {schema}.plgwork_person())
      AND (due <= (SELECT {schema}.plgwork_day()) OR ended_at IS NOT NULL)));
CREATE POLICY openers ON followups FOR INSERT
  WITH CHECK (opened_by = (SELECT {schema}.plgwork_person())
    AND owner_id = (SELECT {schema}.plgwork_person())
    AND handed_by IS NULL AND ended_at IS NULL
    AND school_id = (SELECT g.school_id FROM plgs g WHERE g.id = plg_id)
    AND {schema}.plgwork_looks_after(plg_id, person_id));
CREATE POLICY owner_or_coach ON followups FOR UPDATE
  USING (person_id IS DISTINCT FROM (SELECT {schema}.plgwork_person())
    AND (owner_id = (SELECT {schema}.plgwork_person())
      OR school_id = (SELECT {schema}.plgwork_school_as('coach'))))
  WITH CHECK (owner_id = (SELECT {schema}.plgwork_person())
    OR (handed_by = (SELECT {schema}.plgwork_person())
      AND owner_id IN (SELECT {schema}.plgwork_owners(plg_id))));
CREATE POLICY readers ON followup_notes FOR SELECT
  USING ({schema}.plgwork_reads_followup_notes(followup_id));
CREATE POLICY owner_adds ON followup_notes FOR INSERT
  WITH CHECK (written_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_owns_followup(followup_id));
CREATE POLICY owner ON followup_notes FOR UPDATE
  USING ({schema}.plgwork_owns_followup(followup_id));
CREATE POLICY own ON settled_occasions FOR SELECT
  USING (said_by = (SELECT {schema}.plgwork_person()));
CREATE POLICY own_adds ON settled_occasions FOR INSERT
  WITH CHECK (said_by = (SELECT {schema}.plgwork_person())
    AND {schema}.plgwork_looks_after(plg_id, person_id));
