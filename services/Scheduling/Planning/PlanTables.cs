namespace JobDating.Scheduling.Planning;

/// <summary>Which of its employer's tables each pair meets at: the one it has, else the emptiest that shares a moment with the candidate.</summary>
internal static class PlanTables
{
    /// <param name="chosen">Whether each wish is met.</param>
    /// <returns>The table of each wish; -1 where it is not chosen, or no table is left for it.</returns>
    public static int[] Find(PlanGround ground, IReadOnlyList<bool> chosen)
    {
        var tables = new int[chosen.Count];
        Array.Fill(tables, -1);
        foreach (var of in Enumerable.Range(0, chosen.Count).Where(wish => chosen[wish]).GroupBy(wish => ground.Request.Wishes[wish].Employer))
            new Sharing(ground, tables).Place(of.Key, [.. of]);
        return tables;
    }

    /// <summary>One employer's pairs over its tables: a matching, so that a pair that can sit at one table only is not crowded out by one that can sit at several.</summary>
    private sealed class Sharing(PlanGround ground, int[] tables)
    {
        private readonly Dictionary<int, List<int>> _pairs = [];

        public void Place(int employer, IReadOnlyList<int> wishes)
        {
            foreach (var table in ground.TablesOf[employer])
                _pairs[table] = [];
            foreach (var wish in wishes)
                if (Has(wish) is { } table && IsFree(table) && Fits(wish, table))
                    Seat(wish, table);
            foreach (var wish in wishes.Where(wish => tables[wish] < 0).OrderBy(wish => _pairs.Keys.Count(table => Fits(wish, table))))
                TryPlace(wish, []);
        }

        /// <summary>Where the published plan has it.</summary>
        private int? Has(int wish) => ground.Movable.TryGetValue((ground.Request.Wishes[wish].Candidate, ground.Request.Wishes[wish].Employer), out var interview) ? interview.Table : null;

        private bool IsFree(int table) => _pairs[table].Count < ground.TableSlots[table].Count;

        private bool Fits(int wish, int table) => PlanGround.Meet(ground.TableSlots[table], ground.CandidateSlots[ground.Request.Wishes[wish].Candidate]);

        private bool TryPlace(int wish, HashSet<int> tried)
        {
            var possible = _pairs.Keys.Where(table => !tried.Contains(table) && Fits(wish, table)).OrderBy(table => (double)_pairs[table].Count / Math.Max(1, ground.TableSlots[table].Count)).ThenBy(table => table).ToList();
            if (possible.Find(IsFree) is var free && possible.Contains(free) && IsFree(free))
            {
                Seat(wish, free);
                return true;
            }
            foreach (var table in possible)
            {
                if (!tried.Add(table))
                    continue;
                foreach (var other in _pairs[table].ToList())
                    if (TryPlace(other, tried))
                    {
                        _pairs[table].Remove(other);
                        Seat(wish, table);
                        return true;
                    }
            }
            return false;
        }

        private void Seat(int wish, int table)
        {
            _pairs[table].Add(wish);
            tables[wish] = table;
        }
    }
}
