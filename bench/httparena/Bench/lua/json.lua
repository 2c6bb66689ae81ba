-- The counts and multipliers of the profile json; with the argument "compressed" those of json-comp.
local requests, n = {}, 0

init = function(args)
    local pairs_of = { { 1, 3 }, { 5, 7 }, { 10, 2 }, { 15, 5 }, { 25, 4 }, { 40, 8 }, { 50, 6 } }
    local headers = {}
    if args[1] == "compressed" then
        pairs_of = { { 25, 4 }, { 40, 8 }, { 50, 6 } }
        headers["Accept-Encoding"] = "gzip, br"
    end
    for i, pair in ipairs(pairs_of) do
        requests[i] = wrk.format("GET", "/json/" .. pair[1] .. "?m=" .. pair[2], headers)
    end
end

request = function()
    n = n % #requests + 1
    return requests[n]
end
