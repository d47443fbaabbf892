import de.timroes.axmlrpc.XMLRPCClient;
import de.timroes.axmlrpc.XMLRPCException;
import de.timroes.axmlrpc.XMLRPCServerException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Java with aXMLRPC, on HttpURLConnection (keep-alive). */
final class Client {
    private static final Map<String, Object> METADATA = Map.of(
        "text", "ünïcødé 服务 🚀", "markup", "a < b & c > \"d\" 'e' ]]>", "schlüssel", "größe", "empty", "");

    private final String label;
    private final String name;
    private final XMLRPCClient client;

    private Client(String label, String url, int flags) throws Exception {
        this.label = label;
        this.name = "client-java-" + label + "-" + ProcessHandle.current().pid();
        this.client = new XMLRPCClient(URI.create(url).toURL(), flags);
        client.setTimeout(20);
    }

    public static void main(String[] arguments) throws Exception {
        new Client("plain", arguments[0] + "/RPC2", XMLRPCClient.FLAGS_NONE).script();
        // FLAGS_STRICT would demand "text/xml; charset=utf-8" to the letter, where the XML-RPC specification has text/xml.
        new Client("typed", arguments[0] + "/", XMLRPCClient.FLAGS_DEFAULT_TYPE_STRING).script();
        new Client("nil", arguments[0] + "/", XMLRPCClient.FLAGS_NIL | XMLRPCClient.FLAGS_8BYTE_INT).script();
    }

    private void script() throws XMLRPCException {
        check("system.listMethods", list(call("system.listMethods")).contains("register"), true);
        Object id = call("register", name, "127.0.0.1", 9050);
        check("register gives a positive int", id instanceof Integer number && number > 0, true);
        check("register again", call("register", name, "127.0.0.1", 9050), id);
        Map<String, Object> options = Map.of("metadata", METADATA, "tags", List.of("blue", "canary"), "weight", 3);
        check("register with options", call("register", name, "127.0.0.1", 9050, "running", options), id);
        check("get_service_details", list(call("get_service_details", name)), List.of("127.0.0.1", 9050));
        Map<?, ?> instance = (Map<?, ?>) list(((Map<?, ?>) call("get_service", name)).get("instances")).get(0);
        check("metadata", instance.get("metadata"), METADATA);
        check("tags", list(instance.get("tags")), List.of("blue", "canary"));
        check("get_service_status", call("get_service_status", name), 1);
        check("update_status", call("update_status", name, "stopped"), true);
        check("status is stopped", call("get_service_status", name), 0);
        check("update_status by number", call("update_status", name, 1), true);
        check("resolve", ((Map<?, ?>) list(call("resolve", name)).get(0)).get("port"), 9050);
        check("get_reg_count", call("get_reg_count") instanceof Integer, true);
        check("get_all_service_details", ((String) call("get_all_service_details")).contains("\"" + id + "\""), true);
        checkFault("bad port", -32602, "register", name, "127.0.0.1", 70000);
        checkFault("unknown method", -32601, "no_such_method");
        check("unknown service", call("get_service_details", "unknown-" + name), false);
        List<?> answers = list(call("system.multicall", List.of(
            Map.of("methodName", "get_service_status", "params", List.of(name)),
            Map.of("methodName", "no_such_method", "params", List.of()))));
        check("multicall", list(answers.get(0)), List.of(1));
        check("multicall, fault", ((Map<?, ?>) answers.get(1)).get("faultCode"), -32601);
        check("unregister", call("unregister", name), true);
        check("unregister again", call("unregister", name), false);
    }

    private Object call(String method, Object... parameters) throws XMLRPCException {
        return client.call(method, parameters);
    }

    private static List<?> list(Object array) {
        return Arrays.asList((Object[]) array);
    }

    private void check(String what, Object got, Object want) {
        if (!Objects.equals(got, want)) {
            System.err.println("FAILED " + label + ": " + what + ": got " + got + ", want " + want);
            System.exit(1);
        }
        System.out.println("ok " + label + ": " + what);
    }

    private void checkFault(String what, int code, String method, Object... parameters) throws XMLRPCException {
        try {
            check(what, call(method, parameters), "a fault");
        } catch (XMLRPCServerException fault) {
            check(what, fault.getErrorNr(), code);
        }
    }
}
