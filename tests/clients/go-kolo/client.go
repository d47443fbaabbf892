// Go with github.com/kolo/xmlrpc: net/rpc over net/http (keep-alive, gzip answers), typed results by reflection.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/kolo/xmlrpc"
)

var metadata = map[string]string{
	"text": "ünïcødé 服务 🚀", "markup": "a < b & c > \"d\" 'e' ]]>", "schlüssel": "größe", "empty": ""}

type instance struct {
	ID       int               `xmlrpc:"id"`
	Host     string            `xmlrpc:"host"`
	Port     int               `xmlrpc:"port"`
	Metadata map[string]string `xmlrpc:"metadata"`
	Tags     []string          `xmlrpc:"tags"`
	Weight   int               `xmlrpc:"weight"`
}

type service struct {
	Name      string     `xmlrpc:"name"`
	Instances []instance `xmlrpc:"instances"`
}

type options struct {
	Metadata map[string]string `xmlrpc:"metadata"`
	Tags     []string          `xmlrpc:"tags"`
	Weight   int               `xmlrpc:"weight"`
}

type call struct {
	Method     string        `xmlrpc:"methodName"`
	Parameters []interface{} `xmlrpc:"params"`
}

type list = []interface{}

var client *xmlrpc.Client

func check(what string, got, want interface{}) {
	if !reflect.DeepEqual(got, want) {
		fmt.Fprintf(os.Stderr, "FAILED %s: got %#v, want %#v\n", what, got, want)
		os.Exit(1)
	}
	fmt.Println("ok", what)
}

// ask calls a method and reads its answer into result, whose type must fit.
func ask(result interface{}, method string, parameters ...interface{}) {
	if err := client.Call(method, parameters, result); err != nil {
		check(method, err.Error(), nil)
	}
}

func number(method string, parameters ...interface{}) (result int) {
	ask(&result, method, parameters...)
	return
}

func truth(method string, parameters ...interface{}) (result bool) {
	ask(&result, method, parameters...)
	return
}

// checkFault: net/rpc hands the library's fault on as its text.
func checkFault(what string, code int, method string, parameters ...interface{}) {
	var result interface{}
	err := client.Call(method, parameters, &result)
	check(what, err != nil && strings.HasPrefix(err.Error(), fmt.Sprintf("Fault(%d): ", code)), true)
}

func main() {
	var err error
	if client, err = xmlrpc.NewClient(os.Args[1], nil); err != nil {
		check("client", err.Error(), nil)
	}
	defer client.Close()
	name := "client-go-kolo-" + strconv.Itoa(os.Getpid())

	var methods []string
	ask(&methods, "system.listMethods")
	check("system.listMethods", strings.Contains(strings.Join(methods, " "), "register"), true)
	id := number("register", name, "127.0.0.1", 9070)
	check("register gives a positive int", id > 0, true)
	check("register again", number("register", name, "127.0.0.1", 9070), id)
	with := options{metadata, []string{"blue", "canary"}, 3}
	check("register with options", number("register", name, "127.0.0.1", uint16(9070), "running", with), id)

	var details list
	ask(&details, "get_service_details", name)
	check("get_service_details", details, list{"127.0.0.1", int64(9070)})
	var held service
	ask(&held, "get_service", name)
	check("get_service", held, service{name, []instance{{id, "127.0.0.1", 9070, metadata, with.Tags, 3}}})
	check("get_service_status", number("get_service_status", name), 1)
	check("update_status", truth("update_status", name, "stopped"), true)
	check("status is stopped", number("get_service_status", name), 0)
	check("update_status by number", truth("update_status", name, 1), true)
	var resolved []instance
	ask(&resolved, "resolve", name)
	check("resolve", len(resolved) == 1 && resolved[0].Port == 9070, true)
	check("get_reg_count", number("get_reg_count") > 0, true)
	var text string
	ask(&text, "get_all_service_details")
	var all map[string]map[string]interface{}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		check("get_all_service_details", err.Error(), nil)
	}
	check("get_all_service_details", all[strconv.Itoa(id)]["name"], name)
	checkFault("bad port", -32602, "register", name, "127.0.0.1", 70000)
	checkFault("unknown method", -32601, "no_such_method")
	check("unknown service", truth("get_service_details", "unknown-"+name), false)
	var answers list
	ask(&answers, "system.multicall", []call{{"get_service_status", list{name}}, {"no_such_method", list{}}})
	check("multicall", answers[0], list{int64(1)})
	check("multicall, fault", answers[1].(map[string]interface{})["faultCode"], int64(-32601))
	check("unregister", truth("unregister", name), true)
	check("unregister again", truth("unregister", name), false)
}
