-- GET, POST with a length and POST in chunks, in turn. With an argument, each connection ends after so many requests.
local requests, last, n = {}, {}, 0
local limit = 0

local function chunked(connection)
    return "POST /baseline11?a=13&b=42 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" .. connection ..
        "Transfer-Encoding: chunked\r\n\r\n2\r\n20\r\n0\r\n\r\n"
end

init = function(args)
    limit = tonumber(args[1] or "0")
    local text = { ["Content-Type"] = "text/plain" }
    local close = { ["Content-Type"] = "text/plain", ["Connection"] = "close" }
    requests = {
        wrk.format("GET", "/baseline11?a=13&b=42"),
        wrk.format("POST", "/baseline11?a=13&b=42", text, "20"),
        chunked(""),
    }
    last = {
        wrk.format("GET", "/baseline11?a=13&b=42", { ["Connection"] = "close" }),
        wrk.format("POST", "/baseline11?a=13&b=42", close, "20"),
        chunked("Connection: close\r\n"),
    }
end

request = function()
    n = n + 1
    if limit > 0 and n % limit == 0 then return last[n % 3 + 1] end
    return requests[n % 3 + 1]
end
