// C++ with ROS's XmlRpc++.
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <unistd.h>

#include <xmlrpcpp/XmlRpc.h>

namespace {

using XmlRpc::XmlRpcValue;

const std::map<std::string, std::string> metadata = {
    {"text", "ünïcødé 服务 🚀"}, {"markup", "a < b & c > \"d\" 'e' ]]>"}, {"schlüssel", "größe"}, {"empty", ""}};

void check(const std::string& what, bool isSo)
{
    if (!isSo) {
        std::cerr << "FAILED " << what << std::endl;
        std::exit(1);
    }
    std::cout << "ok " << what << std::endl;
}

template <typename... Values>
XmlRpcValue list(Values&&... values)
{
    XmlRpcValue array;
    array.setSize(sizeof...(values));
    int i = 0;
    ((array[i++] = XmlRpcValue(values)), ...);
    return array;
}

class Registry {
public:
    Registry(const std::string& host, int port) : client_(host.c_str(), port, "/RPC2") {}

    XmlRpcValue call(const std::string& method, const XmlRpcValue& parameters)
    {
        XmlRpcValue answer;
        const bool sent = client_.execute(method.c_str(), parameters, answer);
        if (!sent || client_.isFault()) {
            std::cerr << method << ": " << (sent ? answer.toXml() : "no answer") << std::endl;
            check(method, false);
        }
        return answer;
    }

    void checkFault(const std::string& what, int code, const std::string& method, const XmlRpcValue& parameters)
    {
        XmlRpcValue answer;
        client_.execute(method.c_str(), parameters, answer);
        check(what, client_.isFault() && int(answer["faultCode"]) == code);
    }

private:
    XmlRpc::XmlRpcClient client_;
};

XmlRpcValue options()
{
    XmlRpcValue members;
    for (const auto& [key, text] : metadata)
        members["metadata"][key] = XmlRpcValue(text);
    members["tags"] = list("blue", "canary");
    members["weight"] = 3;
    return members;
}

XmlRpcValue noParameters()
{
    XmlRpcValue none;
    none.setSize(0);
    return none;
}

void script(Registry& registry)
{
    const std::string name = "client-cpp-xmlrpcpp-" + std::to_string(getpid());

    check("system.listMethods", registry.call("system.listMethods", noParameters()).size() > 10);
    const int id = registry.call("register", list(name, "127.0.0.1", 9064));
    check("register gives a positive int", id > 0);
    check("register again", int(registry.call("register", list(name, "127.0.0.1", 9064))) == id);
    check("register with options", int(registry.call("register", list(name, "127.0.0.1", 9064, "running", options()))) == id);

    XmlRpcValue details = registry.call("get_service_details", list(name));
    check("get_service_details", details.size() == 2 && std::string(details[0]) == "127.0.0.1" && int(details[1]) == 9064);
    XmlRpcValue texts = registry.call("get_service", list(name))["instances"][0]["metadata"];
    check("metadata size", texts.size() == int(metadata.size()));
    for (const auto& [key, text] : metadata)
        check("metadata " + key, std::string(texts[key]) == text);
    check("get_service_status", int(registry.call("get_service_status", list(name))) == 1);
    check("update_status", bool(registry.call("update_status", list(name, "stopped"))));
    check("status is stopped", int(registry.call("get_service_status", list(name))) == 0);
    check("resolve without a running one", registry.call("resolve", list(name)).size() == 0);
    check("update_status by number", bool(registry.call("update_status", list(name, 1))));
    check("resolve", int(registry.call("resolve", list(name))[0]["port"]) == 9064);
    check("get_reg_count", int(registry.call("get_reg_count", noParameters())) > 0);
    const std::string json = registry.call("get_all_service_details", noParameters());
    check("get_all_service_details", json.find(name) != std::string::npos);
    registry.checkFault("bad port", -32602, "register", list(name, "127.0.0.1", 70000));
    registry.checkFault("unknown method", -32601, "no_such_method", noParameters());
    check("unknown service", !bool(registry.call("get_service_details", list("unknown-" + name))));
    XmlRpcValue status, unknown;
    status["methodName"] = "get_service_status";
    status["params"] = list(name);
    unknown["methodName"] = "no_such_method";
    unknown["params"] = noParameters();
    XmlRpcValue answers = registry.call("system.multicall", list(list(status, unknown)));
    check("multicall", int(answers[0][0]) == 1);
    check("multicall, fault", int(answers[1]["faultCode"]) == -32601);
    check("unregister", bool(registry.call("unregister", list(name))));
    check("unregister again", !bool(registry.call("unregister", list(name))));
}

} // namespace

int main(int, char** arguments)
{
    // http://HOST:PORT
    const std::string url = arguments[1];
    const auto colon = url.rfind(':');
    Registry registry(url.substr(7, colon - 7), std::stoi(url.substr(colon + 1)));
    try {
        script(registry);
    } catch (const XmlRpc::XmlRpcException& error) {
        check(error.getMessage(), false);
    }
}
