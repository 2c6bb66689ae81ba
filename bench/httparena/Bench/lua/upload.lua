-- 500 KB, 2 MB, 10 MB and 20 MB, in turn.
local requests, n = {}, 0

init = function(args)
    for i, length in ipairs({ 512000, 2097152, 10485760, 20971520 }) do
        requests[i] = wrk.format("POST", "/upload", { ["Content-Type"] = "application/octet-stream" }, ("x"):rep(length))
    end
end

request = function()
    n = n % #requests + 1
    return requests[n]
end
