namespace JobDating.Scheduling.Planning;

/// <summary>
/// A circulation of least cost, by the network simplex method: a spanning tree of arcs is changed arc by arc until none would make it cheaper. The tree is kept strongly
/// feasible (Cunningham 1976), so it never goes round in circles; entering arcs are sought in blocks. Exact, integral and the same on every machine.
/// </summary>
internal sealed class CostFlow(int nodes)
{
    private const int None = -1;
    private readonly List<(int From, int To, int Capacity, long Cost)> _arcs = [];
    private int[] _from = [], _to = [], _capacity = [], _flow = [];
    private long[] _cost = [], _potential = [];

    /// <summary>1: no flow, -1: full, 0: of the tree.</summary>
    private sbyte[] _state = [];
    private int[] _parent = [], _arc = [], _child = [], _next = [], _previous = [], _mark = [];
    private int _stamp, _at;

    /// <summary>Adds an arc; its number.</summary>
    public int Add(int from, int to, int capacity, long cost)
    {
        _arcs.Add((from, to, capacity, cost));
        return _arcs.Count - 1;
    }

    /// <summary>The flow of each arc.</summary>
    public ReadOnlySpan<int> Solve()
    {
        Begin();
        while (Entering() is var arc and not None)
            Enter(arc);
        return _flow.AsSpan(0, _arcs.Count);
    }

    /// <summary>A tree without flow: every node hangs at a root of its own by an arc upwards, on which nothing can ever flow, as none comes down.</summary>
    private void Begin()
    {
        var all = _arcs.Count + nodes;
        (_from, _to, _capacity, _flow, _cost, _state) = (new int[all], new int[all], new int[all], new int[all], new long[all], new sbyte[all]);
        (_potential, _mark) = (new long[nodes + 1], new int[nodes + 1]);
        (_parent, _arc, _child, _next, _previous) = (Filled(), Filled(), Filled(), Filled(), Filled());
        for (var arc = 0; arc < _arcs.Count; arc++)
            (_from[arc], _to[arc], _capacity[arc], _cost[arc], _state[arc]) = (_arcs[arc].From, _arcs[arc].To, _arcs[arc].Capacity, _arcs[arc].Cost, 1);
        for (var node = 0; node < nodes; node++)
        {
            var arc = _arcs.Count + node;
            (_from[arc], _to[arc], _capacity[arc]) = (node, nodes, int.MaxValue);
            Hang(node, nodes, arc);
        }
    }

    private int[] Filled()
    {
        var links = new int[nodes + 1];
        Array.Fill(links, None);
        return links;
    }

    /// <summary>The arc that helps most among the first block that has one.</summary>
    private int Entering()
    {
        var arcs = _arcs.Count;
        var block = Math.Max(20, (int)Math.Sqrt(arcs));
        var (best, most) = (None, 0L);
        for (var seen = 0; seen < arcs; seen++)
        {
            if (seen % block == 0 && best != None)
                break;
            var gain = -_state[_at] * (_cost[_at] + _potential[_from[_at]] - _potential[_to[_at]]);
            if (gain > most)
                (best, most) = (_at, gain);
            if (++_at == arcs)
                _at = 0;
        }
        return best;
    }

    private void Enter(int entering)
    {
        int state = _state[entering];
        var (first, second) = state > 0 ? (_from[entering], _to[entering]) : (_to[entering], _from[entering]);
        var join = Join(first, second);

        // As much as the narrowest arc of the cycle lets through; of several the last one, seen from the join in the direction of the flow, leaves.
        var (room, leaving, firstLeaves) = (_capacity[entering], None, false);
        for (var node = first; node != join; node = _parent[node])
        {
            var arc = _arc[node];
            var here = _to[arc] == node ? _capacity[arc] - _flow[arc] : _flow[arc];
            if (here < room)
                (room, leaving, firstLeaves) = (here, node, true);
        }
        for (var node = second; node != join; node = _parent[node])
        {
            var arc = _arc[node];
            var here = _from[arc] == node ? _capacity[arc] - _flow[arc] : _flow[arc];
            if (here <= room)
                (room, leaving, firstLeaves) = (here, node, false);
        }

        if (room > 0)
        {
            _flow[entering] += state * room;
            for (var node = first; node != join; node = _parent[node])
                _flow[_arc[node]] += _to[_arc[node]] == node ? room : -room;
            for (var node = second; node != join; node = _parent[node])
                _flow[_arc[node]] += _from[_arc[node]] == node ? room : -room;
        }
        if (leaving == None)
            _state[entering] = (sbyte)-state;
        else
            Exchange(entering, leaving, firstLeaves ? (first, second) : (second, first));
    }

    /// <summary>The part of the tree below the leaving arc is hung at the other end of the entering one.</summary>
    private void Exchange(int entering, int leaving, (int Below, int Above) ends)
    {
        var left = _arc[leaving];
        _state[left] = (sbyte)(_flow[left] == 0 ? 1 : -1);
        _state[entering] = 0;
        var (node, above, by) = (ends.Below, ends.Above, entering);
        while (true)
        {
            var (oldParent, oldArc) = (_parent[node], _arc[node]);
            Unhang(node);
            Hang(node, above, by);
            if (node == leaving)
                break;
            (above, by, node) = (node, oldArc, oldParent);
        }
        var change = (_from[entering] == ends.Below ? _potential[ends.Above] - _cost[entering] : _potential[ends.Above] + _cost[entering]) - _potential[ends.Below];
        for (var shifted = ends.Below; shifted != None; shifted = After(shifted, ends.Below))
            _potential[shifted] += change;
    }

    /// <summary>Where the ways of two nodes to the root meet.</summary>
    private int Join(int one, int other)
    {
        _stamp++;
        while (true)
        {
            if (one != None)
            {
                if (_mark[one] == _stamp)
                    return one;
                _mark[one] = _stamp;
                one = _parent[one];
            }
            (one, other) = (other, one);
        }
    }

    /// <summary>The next node of a part of the tree, its top first.</summary>
    private int After(int node, int top)
    {
        if (_child[node] != None)
            return _child[node];
        while (node != top)
        {
            if (_next[node] != None)
                return _next[node];
            node = _parent[node];
        }
        return None;
    }

    private void Hang(int node, int parent, int arc)
    {
        (_parent[node], _arc[node], _previous[node], _next[node]) = (parent, arc, None, _child[parent]);
        if (_child[parent] != None)
            _previous[_child[parent]] = node;
        _child[parent] = node;
    }

    private void Unhang(int node)
    {
        if (_previous[node] != None)
            _next[_previous[node]] = _next[node];
        else
            _child[_parent[node]] = _next[node];
        if (_next[node] != None)
            _previous[_next[node]] = _previous[node];
    }
}
