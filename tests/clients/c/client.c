/* C with xmlrpc-c. Its parser is strict: a value of another type than the one asked for is an error. The library has no
   characters outside the Basic Multilingual Plane, so its texts are without the emoji of the other clients. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xmlrpc-c/base.h>
#include <xmlrpc-c/client.h>

static xmlrpc_env env;
static const char *url;
static char name[64];

static const char *const metadata[][2] = {
    {"text", "ünïcødé 服务"}, {"markup", "a < b & c > \"d\" 'e' ]]>"}, {"schlüssel", "größe"}, {"empty", ""}};

static void check(const char *what, int is_so)
{
    if (env.fault_occurred) {
        fprintf(stderr, "FAILED %s: %s (%d)\n", what, env.fault_string, env.fault_code);
        exit(1);
    }
    if (!is_so) {
        fprintf(stderr, "FAILED %s\n", what);
        exit(1);
    }
    printf("ok %s\n", what);
}

static void check_fault(const char *what, int code, xmlrpc_value *answer)
{
    (void)answer; // undefined after a fault
    if (!env.fault_occurred || env.fault_code != code) {
        fprintf(stderr, "FAILED %s: fault %d %s, want %d\n", what, env.fault_code, env.fault_string, code);
        exit(1);
    }
    printf("ok %s\n", what);
    xmlrpc_env_clean(&env);
    xmlrpc_env_init(&env);
}

static xmlrpc_value *answered(const char *what, xmlrpc_value *answer)
{
    check(what, answer != NULL);
    return answer;
}

static int as_int(xmlrpc_value *answer)
{
    int number = -1000;
    if (!env.fault_occurred)
        xmlrpc_read_int(&env, answer, &number);
    if (answer)
        xmlrpc_DECREF(answer);
    return number;
}

static int as_bool(xmlrpc_value *answer)
{
    xmlrpc_bool truth = -1;
    if (!env.fault_occurred)
        xmlrpc_read_bool(&env, answer, &truth);
    if (answer)
        xmlrpc_DECREF(answer);
    return truth;
}

#define CALL(...) xmlrpc_client_call(&env, url, __VA_ARGS__)

static xmlrpc_value *register_options(void)
{
    xmlrpc_value *texts = xmlrpc_struct_new(&env);
    for (size_t i = 0; i < sizeof metadata / sizeof metadata[0]; i++) {
        xmlrpc_value *text = xmlrpc_string_new(&env, metadata[i][1]);
        xmlrpc_struct_set_value(&env, texts, metadata[i][0], text);
        xmlrpc_DECREF(text);
    }
    xmlrpc_value *options =
        xmlrpc_build_value(&env, "{s:S,s:(ss),s:i}", "metadata", texts, "tags", "blue", "canary", "weight", 3);
    xmlrpc_DECREF(texts);
    return options;
}

static void check_instance(xmlrpc_value *service)
{
    xmlrpc_value *instances, *instance, *texts;
    xmlrpc_struct_find_value(&env, service, "instances", &instances);
    check("get_service has instances", instances != NULL && xmlrpc_array_size(&env, instances) == 1);
    xmlrpc_array_read_item(&env, instances, 0, &instance);
    xmlrpc_struct_find_value(&env, instance, "metadata", &texts);
    check("metadata size", texts != NULL && xmlrpc_struct_size(&env, texts) == 4);
    for (size_t i = 0; i < sizeof metadata / sizeof metadata[0]; i++) {
        xmlrpc_value *value;
        const char *text = "";
        xmlrpc_struct_find_value(&env, texts, metadata[i][0], &value);
        check(metadata[i][0], value != NULL);
        xmlrpc_read_string(&env, value, &text);
        check("metadata", strcmp(text, metadata[i][1]) == 0);
        free((void *)text);
        xmlrpc_DECREF(value);
    }
    xmlrpc_DECREF(texts);
    xmlrpc_DECREF(instance);
    xmlrpc_DECREF(instances);
}

static void check_details(xmlrpc_value *details)
{
    const char *host;
    int port;
    xmlrpc_decompose_value(&env, details, "(si)", &host, &port);
    check("get_service_details", strcmp(host, "127.0.0.1") == 0 && port == 9060);
    free((void *)host);
}

static void check_multicall(void)
{
    xmlrpc_value *answers = answered("system.multicall", CALL("system.multicall", "(({s:s,s:(s)}{s:s,s:()}))",
        "methodName", "get_service_status", "params", name, "methodName", "no_such_method", "params"));
    int status, code;
    xmlrpc_decompose_value(&env, answers, "((i){s:i,*})", &status, "faultCode", &code);
    check("multicall", status == 1 && code == -32601);
    xmlrpc_DECREF(answers);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    url = argv[1];
    snprintf(name, sizeof name, "client-c-%d", (int)getpid());
    char unknown[80];
    snprintf(unknown, sizeof unknown, "unknown-%s", name);

    xmlrpc_env_init(&env);
    xmlrpc_client_init2(&env, XMLRPC_CLIENT_NO_FLAGS, "microreg-client-c", "1", NULL, 0);

    xmlrpc_value *methods = answered("system.listMethods", CALL("system.listMethods", "()"));
    check("system.listMethods has methods", xmlrpc_array_size(&env, methods) > 10);
    xmlrpc_DECREF(methods);

    int id = as_int(CALL("register", "(ssi)", name, "127.0.0.1", 9060));
    check("register gives a positive int", id > 0);
    check("register again", as_int(CALL("register", "(ssi)", name, "127.0.0.1", 9060)) == id);
    xmlrpc_value *options = register_options();
    check("register with options", as_int(CALL("register", "(ssisS)", name, "127.0.0.1", 9060, "running", options)) == id);
    xmlrpc_DECREF(options);
    // xmlrpc-c sends 64-bit numbers as <i8>.
    check("port as i8", as_int(CALL("register", "(ssI)", unknown, "127.0.0.1", (xmlrpc_int64)9061)) > 0);
    check("unregister it", as_bool(CALL("unregister", "(s)", unknown)) == 1);

    xmlrpc_value *details = answered("details", CALL("get_service_details", "(s)", name));
    check_details(details);
    xmlrpc_DECREF(details);
    xmlrpc_value *service = answered("get_service", CALL("get_service", "(s)", name));
    check_instance(service);
    xmlrpc_DECREF(service);

    check("get_service_status", as_int(CALL("get_service_status", "(s)", name)) == 1);
    check("update_status", as_bool(CALL("update_status", "(ss)", name, "stopped")) == 1);
    check("status is stopped", as_int(CALL("get_service_status", "(s)", name)) == 0);
    check("update_status by number", as_bool(CALL("update_status", "(si)", name, 1)) == 1);
    xmlrpc_value *resolved = answered("resolve", CALL("resolve", "(s)", name));
    check("resolve gives one", xmlrpc_array_size(&env, resolved) == 1);
    xmlrpc_DECREF(resolved);
    check("get_reg_count", as_int(CALL("get_reg_count", "()")) > 0);
    xmlrpc_value *all = answered("get_all_service_details", CALL("get_all_service_details", "()"));
    const char *json;
    xmlrpc_read_string(&env, all, &json);
    check("the JSON has the name", strstr(json, name) != NULL);
    free((void *)json);
    xmlrpc_DECREF(all);

    check_fault("bad port", -32602, CALL("register", "(ssi)", name, "127.0.0.1", 70000));
    check_fault("nil", -32602, CALL("register", "(nsi)", "127.0.0.1", 9060));
    check_fault("unknown method", -32601, CALL("no_such_method", "()"));
    check("unknown service", as_bool(CALL("get_service_details", "(s)", unknown)) == 0);
    check_multicall();
    check("unregister", as_bool(CALL("unregister", "(s)", name)) == 1);
    check("unregister again", as_bool(CALL("unregister", "(s)", name)) == 0);

    xmlrpc_client_cleanup();
    xmlrpc_env_clean(&env);
    return 0;
}
