-- Sixteen requests in one write.
local requests

init = function(args)
    requests = wrk.format("GET", "/pipeline"):rep(16)
end

request = function() return requests end
