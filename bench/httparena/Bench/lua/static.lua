-- The files named as arguments, in turn.
local requests, n = {}, 0

init = function(args)
    for i, name in ipairs(args) do
        requests[i] = wrk.format("GET", "/static/" .. name, { ["Accept-Encoding"] = "br;q=1, gzip;q=0.8" })
    end
end

request = function()
    n = n % #requests + 1
    return requests[n]
end
