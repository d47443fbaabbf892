# Ruby's own client: xmlrpc/client on Net::HTTP, with its keep-alive and its gzip answers. It is strict about the
# answer's headers (Content-Type, Content-Length).
require "json"
require "xmlrpc/client"

METADATA = { "text" => "ünïcødé 服务 🚀", "markup" => "a < b & c > \"d\" 'e' ]]>", "schlüssel" => "größe", "empty" => "" }
OPTIONS = { "metadata" => METADATA, "tags" => ["blue", "canary"], "weight" => 3 }

def check(what, got, want)
  abort "FAILED #{what}: got #{got.inspect}, want #{want.inspect}" unless got.eql?(want)
  puts "ok #{what}"
end

def check_fault(what, code)
  got = yield
rescue XMLRPC::FaultException => fault
  check(what, fault.faultCode, code)
else
  abort "FAILED #{what}: got #{got.inspect}, want a fault #{code}"
end

def script(label, server)
  name = "client-ruby-#{label}-#{$$}"
  check("#{label}: system.listMethods", server.call("system.listMethods").include?("register"), true)
  id = server.call("register", name, "127.0.0.1", 9020)
  check("#{label}: register gives a positive int", id.is_a?(Integer) && id.positive?, true)
  check("#{label}: register again", server.call("register", name, "127.0.0.1", 9020), id)
  check("#{label}: register with options", server.call("register", name, "127.0.0.1", 9020, "running", OPTIONS), id)
  check("#{label}: get_service_details", server.call("get_service_details", name), ["127.0.0.1", 9020])
  instance = server.call("get_service", name)["instances"][0]
  check("#{label}: metadata", instance["metadata"], METADATA)
  check("#{label}: tags", instance["tags"], ["blue", "canary"])
  check("#{label}: get_service_status", server.call("get_service_status", name), 1)
  check("#{label}: update_status", server.call("update_status", name, "stopped"), true)
  check("#{label}: status is stopped", server.call("get_service_status", name), 0)
  check("#{label}: update_status by number", server.call("update_status", name, 1), true)
  check("#{label}: resolve", server.call("resolve", name).map { |i| i["port"] }, [9020])
  check("#{label}: get_reg_count", server.call("get_reg_count").is_a?(Integer), true)
  check("#{label}: get_all_service_details", JSON.parse(server.call("get_all_service_details"))[id.to_s]["name"], name)
  check_fault("#{label}: bad port", -32602) { server.call("register", name, "127.0.0.1", 70000) }
  check_fault("#{label}: unknown method", -32601) { server.call("no_such_method") }
  check("#{label}: unknown service", server.call("get_service_details", "unknown-#{name}"), false)
  check("#{label}: a connection of its own", server.call_async("get_service_status", name), 1)
  _, answers = server.multicall2(["get_service_status", name], ["no_such_method"], ["get_service_details", name])
  check("#{label}: multicall", answers[0], 1)
  check("#{label}: multicall, fault", answers[1].faultCode, -32601)
  check("#{label}: multicall, after a fault", answers[2], ["127.0.0.1", 9020])
  check("#{label}: unregister", server.proxy.unregister(name), true)
  check("#{label}: unregister again", server.proxy.unregister(name), false)
end

script("RPC2", XMLRPC::Client.new2("#{ARGV[0]}/RPC2"))
script("root", XMLRPC::Client.new2("#{ARGV[0]}/"))
