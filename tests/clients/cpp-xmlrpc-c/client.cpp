// C++ with the classes of xmlrpc-c. Like its C library it has no characters outside the Basic Multilingual Plane.
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

#include <xmlrpc-c/base.hpp>
#include <xmlrpc-c/client_transport.hpp>
#include <xmlrpc-c/client.hpp>

namespace {

using xmlrpc_c::value_array;
using xmlrpc_c::value_boolean;
using xmlrpc_c::value_int;
using xmlrpc_c::value_string;
using xmlrpc_c::value_struct;
using Struct = std::map<std::string, xmlrpc_c::value>;
using Array = std::vector<xmlrpc_c::value>;

const std::map<std::string, std::string> metadata = {
    {"text", "ünïcødé 服务"}, {"markup", "a < b & c > \"d\" 'e' ]]>"}, {"schlüssel", "größe"}, {"empty", ""}};

void check(const std::string& what, bool isSo)
{
    if (!isSo) {
        std::cerr << "FAILED " << what << std::endl;
        std::exit(1);
    }
    std::cout << "ok " << what << std::endl;
}

class Registry {
public:
    explicit Registry(const std::string& url) : client_(&transport_), carriage_(url) {}

    xmlrpc_c::value call(const std::string& method, const Array& parameters)
    {
        const auto rpc = send(method, parameters);
        if (!rpc->isSuccessful())
            check(method + ": " + rpc->getFault().getDescription(), false);
        return rpc->getResult();
    }

    void checkFault(const std::string& what, int code, const std::string& method, const Array& parameters)
    {
        const auto rpc = send(method, parameters);
        check(what, !rpc->isSuccessful() && rpc->getFault().getCode() == code);
    }

private:
    xmlrpc_c::rpcPtr send(const std::string& method, const Array& parameters)
    {
        xmlrpc_c::paramList list;
        for (const auto& parameter : parameters)
            list.add(parameter);
        xmlrpc_c::rpcPtr rpc(method, list);
        rpc->call(&client_, &carriage_);
        return rpc;
    }

    xmlrpc_c::clientXmlTransport_curl transport_;
    xmlrpc_c::client_xml client_;
    xmlrpc_c::carriageParm_curl0 carriage_;
};

value_struct options()
{
    Struct texts;
    for (const auto& [key, text] : metadata)
        texts.emplace(key, value_string(text));
    Struct members;
    members.emplace("metadata", value_struct(texts));
    members.emplace("tags", value_array(Array{value_string("blue"), value_string("canary")}));
    members.emplace("weight", value_int(3));
    return value_struct(members);
}

Array multicall(const value_string& name)
{
    Struct status{{"methodName", value_string("get_service_status")}, {"params", value_array(Array{name})}};
    Struct unknown{{"methodName", value_string("no_such_method")}, {"params", value_array(Array{})}};
    return {value_array(Array{value_struct(status), value_struct(unknown)})};
}

void script(Registry& registry)
{
    const std::string nameText = "client-cpp-xmlrpc-c-" + std::to_string(getpid());
    const value_string name(nameText), host("127.0.0.1");
    const value_int port(9063);

    check("system.listMethods", value_array(registry.call("system.listMethods", {})).size() > 10);
    const int id = value_int(registry.call("register", {name, host, port}));
    check("register gives a positive int", id > 0);
    check("register again", value_int(registry.call("register", {name, host, port})) == id);
    check("register with options",
        value_int(registry.call("register", {name, host, port, value_string("running"), options()})) == id);

    const auto details = value_array(registry.call("get_service_details", {name})).vectorValueValue();
    check("get_service_details", details.size() == 2 && std::string(value_string(details[0])) == "127.0.0.1"
        && value_int(details[1]) == 9063);
    const Struct service = value_struct(registry.call("get_service", {name}));
    const Struct instance = value_struct(value_array(service.at("instances")).vectorValueValue().at(0));
    const Struct texts = value_struct(instance.at("metadata"));
    check("metadata size", texts.size() == metadata.size());
    for (const auto& [key, text] : metadata)
        check("metadata " + key, std::string(value_string(texts.at(key))) == text);
    check("get_service_status", value_int(registry.call("get_service_status", {name})) == 1);
    check("update_status", value_boolean(registry.call("update_status", {name, value_string("stopped")})));
    check("status is stopped", value_int(registry.call("get_service_status", {name})) == 0);
    check("update_status by number", value_boolean(registry.call("update_status", {name, value_int(1)})));
    check("resolve", value_array(registry.call("resolve", {name})).size() == 1);
    check("get_reg_count", value_int(registry.call("get_reg_count", {})) > 0);
    const std::string json = value_string(registry.call("get_all_service_details", {}));
    check("get_all_service_details", json.find(nameText) != std::string::npos);
    registry.checkFault("bad port", -32602, "register", {name, host, value_int(70000)});
    registry.checkFault("unknown method", -32601, "no_such_method", {});
    check("unknown service", !value_boolean(registry.call("get_service_details", {value_string("unknown-" + nameText)})));
    const auto answers = value_array(registry.call("system.multicall", multicall(name))).vectorValueValue();
    check("multicall", value_int(value_array(answers.at(0)).vectorValueValue().at(0)) == 1);
    check("multicall, fault", value_int(Struct(value_struct(answers.at(1))).at("faultCode")) == -32601);
    check("unregister", value_boolean(registry.call("unregister", {name})));
    check("unregister again", !value_boolean(registry.call("unregister", {name})));
}

} // namespace

int main(int, char** arguments)
{
    try {
        Registry registry(arguments[1]);
        script(registry);
    } catch (const std::exception& error) {
        check(error.what(), false);
    }
}
