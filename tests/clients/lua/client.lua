-- Lua with lua-xmlrpc. The library puts texts into the document as they are: the caller escapes them.
require "xmlrpc"
require "xmlrpc.http"

local url = arg[1]
local name = "client-lua-" .. tostring({}):match("0x(%x+)")
local metadata = { text = "ünïcødé 服务 🚀", markup = "a < b & c > \"d\" 'e' ]]>", ["schlüssel"] = "größe", empty = "" }

local function check(what, got, want)
  if got ~= want then
    io.stderr:write(("FAILED %s: got %s, want %s\n"):format(what, tostring(got), tostring(want)))
    os.exit(1)
  end
  print("ok " .. what)
end

local function call(method, ...)
  local ok, answer, code = xmlrpc.http.call(url, method, ...)
  if not ok then error(("%s: fault %s %s"):format(method, tostring(code), tostring(answer))) end
  return answer
end

local function check_fault(what, code, method, ...)
  local ok, _, got = xmlrpc.http.call(url, method, ...)
  check(what, not ok and got, code)
end

local function escaped(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

local texts = {}
for key, text in pairs(metadata) do texts[key] = escaped(text) end
local options = { metadata = texts, tags = xmlrpc.newTypedValue({ "blue", "canary" }, xmlrpc.newArray("string")), weight = 3 }

local methods = table.concat(call("system.listMethods"), " ")
check("system.listMethods", methods:find("register", 1, true) ~= nil, true)
local id = call("register", name, "127.0.0.1", 9080)
check("register gives a positive number", type(id) == "number" and id > 0, true)
check("register again", call("register", name, "127.0.0.1", 9080), id)
check("register with options", call("register", name, "127.0.0.1", 9080, "running", options), id)
local details = call("get_service_details", name)
check("get_service_details, host", details[1], "127.0.0.1")
check("get_service_details, port", details[2], 9080)
local instance = call("get_service", name).instances[1]
for key, text in pairs(metadata) do check("metadata " .. key, instance.metadata[key], text) end
check("tags", table.concat(instance.tags, " "), "blue canary")
check("get_service_status", call("get_service_status", name), 1)
check("update_status", call("update_status", name, "stopped"), true)
check("status is stopped", call("get_service_status", name), 0)
check("resolve without a running one", #call("resolve", name), 0)
check("update_status by number", call("update_status", name, 1), true)
check("resolve", call("resolve", name)[1].port, 9080)
check("get_reg_count", type(call("get_reg_count")), "number")
check("get_all_service_details", call("get_all_service_details"):find('"' .. name .. '"', 1, true) ~= nil, true)
check_fault("bad port", -32602, "register", name, "127.0.0.1", 70000)
check_fault("unknown method", -32601, "no_such_method")
check("unknown service", call("get_service_details", "unknown-" .. name), false)
local calls = xmlrpc.newTypedValue({
  { methodName = "get_service_status", params = xmlrpc.newTypedValue({ name }, xmlrpc.newArray("string")) },
  { methodName = "no_such_method", params = xmlrpc.newTypedValue({}, xmlrpc.newArray("string")) },
}, xmlrpc.newArray("struct"))
local answers = call("system.multicall", calls)
check("multicall", answers[1][1], 1)
check("multicall, fault", answers[2].faultCode, -32601)
check("unregister", call("unregister", name), true)
check("unregister again", call("unregister", name), false)
