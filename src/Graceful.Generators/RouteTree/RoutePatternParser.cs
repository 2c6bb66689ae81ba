using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>
/// Parses a pattern with the grammar of ASP.NET Core (dotnet/aspnetcore, src/Http/Routing/src/Patterns/RoutePatternParser.cs): it
/// accepts the same patterns, with the same meaning.
/// </summary>
internal sealed class RoutePatternParser(string text)
{
    /// <summary>The limit of ASP.NET Core, whose precedence is a decimal number with one digit for each segment.</summary>
    private const int MaxSegments = 28;

    private readonly string _path = text.Substring(1);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _index;
    private RouteError? _error;

    /// <summary>Gets the position of the error in the text, to underline it inside the literal.</summary>
    public (int Start, int Length) Fault { get; private set; }

    public RoutePattern? Parse(out RouteError? error)
    {
        var segments = new List<RouteSegment>();
        while (_error is null && _index < _path.Length)
        {
            if (segments.LastOrDefault() is { Parameter.IsCatchAll: true })
            {
                Fail("a catch-all parameter takes the rest of the path, so nothing can follow it", _index, _path.Length);
            }
            else if (segments.Count == MaxSegments)
            {
                Fail($"it has more than {MaxSegments} segments, the most that ASP.NET Core allows", _index, _path.Length);
            }
            else
            {
                segments.Add(ReadSegment());
            }
        }

        error = _error;
        return error is not null ? null : new RoutePattern("/" + Trim(_path), segments.ToEquatableArray());
    }

    private void Fail(string? error, int start, int end) => Fail(RouteError.Of(error), start, end);

    private void Fail(RouteError? error, int start, int end)
    {
        if (_error is null && error is not null)
        {
            _error = error;
            Fault = (start + 1, Math.Max(1, Math.Min(end, _path.Length) - start));
        }
    }

    private static string Trim(string path) =>
        path.Length > 1 && path.EndsWith("/", StringComparison.Ordinal) ? path.Substring(0, path.Length - 1) : path;

    private RouteSegment ReadSegment()
    {
        var (start, parts) = (_index, new List<RoutePart>());
        while (_error is null && _index < _path.Length && _path[_index] != '/')
        {
            parts.Add(IsParameterStart(_index) ? ReadParameter() : ReadLiteral());
        }

        if (parts.Count == 0)
        {
            Fail("the path has an empty segment", _index, _index + 1);
        }

        if (_error is null)
        {
            Fail(WrongWith(parts), start, _index);
        }

        // The slash after it; one at the end of the pattern has no meaning.
        _index++;
        return new RouteSegment(parts.ToEquatableArray());
    }

    private bool IsParameterStart(int index) => _path[index] == '{' && !(index + 1 < _path.Length && _path[index + 1] == '{');

    private RoutePart ReadLiteral()
    {
        var start = _index;
        while (_index < _path.Length && _path[_index] != '/' && !IsParameterStart(_index))
        {
            if (_path[_index] is '{' or '}')
            {
                if (_path[_index] == '}' && !(_index + 1 < _path.Length && _path[_index + 1] == '}'))
                {
                    Fail("there is a '}' without a '{' (a literal brace is written twice)", _index, _index + 1);
                    break;
                }

                _index++;
            }

            _index++;
        }

        var literal = Unescape(_path.Substring(start, Math.Min(_index, _path.Length) - start));
        if (literal.Contains('?'))
        {
            Fail("a literal must not contain '?'", start, _index);
        }
        else if (literal.Contains('\0'))
        {
            Fail("a literal must not contain the character U+0000", start, _index);
        }

        return new RoutePart(literal, null);
    }

    private RoutePart ReadParameter()
    {
        var start = ++_index;
        while (_index < _path.Length)
        {
            var c = _path[_index];
            var isDoubled = _index + 1 < _path.Length && _path[_index + 1] == c;
            if (c == '}' && !isDoubled)
            {
                var inside = Unescape(_path.Substring(start, _index - start));
                _index++;
                return new RoutePart(null, Understand(inside, start - 1));
            }

            if (c == '{' && !isDoubled)
            {
                Fail("there is a '{' inside of a parameter (a brace in a constraint is written twice)", _index, _index + 1);
                return new RoutePart(null, null);
            }

            _index += c is '{' or '}' ? 2 : 1;
        }

        Fail("there is a '{' without a '}' (a literal brace is written twice)", start - 1, start);
        return new RoutePart(null, null);
    }

    private RouteParameter? Understand(string inside, int start)
    {
        var parameter = RouteParameterParser.Parse(inside, out var error);
        Fail(error, start, _index);
        if (parameter is not null && !_names.Add(parameter.Name))
        {
            Fail($"the parameter '{parameter.Name}' appears in it twice", start, _index);
        }

        return parameter;
    }

    private static string Unescape(string written) => written.Replace("}}", "}").Replace("{{", "{");

    private static string? WrongWith(List<RoutePart> parts)
    {
        for (var i = 0; i < parts.Count && parts.Count > 1; i++)
        {
            if (parts[i].Parameter is not { } parameter)
            {
                continue;
            }

            if (parameter.IsCatchAll)
            {
                return $"the catch-all parameter '{parameter.Name}' must have its segment for itself";
            }

            if (i > 0 && parts[i - 1].Parameter is { } before)
            {
                return $"a literal is missing between the parameters '{before.Name}' and '{parameter.Name}'";
            }

            if (parameter.IsOptional && (i < parts.Count - 1 || i == 0 || parts[i - 1].Literal != "."))
            {
                return $"the optional parameter '{parameter.Name}' must be the last part of its segment, alone or after a '.'";
            }
        }

        return null;
    }
}
