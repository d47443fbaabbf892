(* OCaml with XmlRpc-Light. *)

let name = Printf.sprintf "client-ocaml-%d" (Unix.getpid ())
let client = new XmlRpc.client Sys.argv.(1)

let metadata =
  [ "text", `String "ünïcødé 服务 🚀"; "markup", `String "a < b & c > \"d\" 'e' ]]>";
    "schlüssel", `String "größe"; "empty", `String "" ]

let check what (got : XmlRpc.value) (want : XmlRpc.value) =
  if got <> want then begin
    prerr_endline ("FAILED " ^ what ^ ": got " ^ XmlRpc.dump got ^ ", want " ^ XmlRpc.dump want);
    exit 1
  end;
  print_endline ("ok " ^ what)

let holds what is_so = check what (`Boolean is_so) (`Boolean true)
let call (name : string) (parameters : XmlRpc.value list) : XmlRpc.value = client#call name parameters

let check_fault what code name parameters =
  match call name parameters with
  | answer -> check what answer (`Int code)
  | exception XmlRpc.Error (got, _) -> check what (`Int got) (`Int code)

let member key : XmlRpc.value -> XmlRpc.value = function
  | `Struct members -> List.assoc key members
  | other -> failwith ("no struct: " ^ XmlRpc.dump other)

let items : XmlRpc.value -> XmlRpc.value list = function
  | `Array values -> values
  | other -> failwith ("no array: " ^ XmlRpc.dump other)

let sorted : XmlRpc.value -> XmlRpc.value = function
  | `Struct members -> `Struct (List.sort compare members)
  | other -> other

let () =
  let named = `String name and host = `String "127.0.0.1" and port = `Int 9100 in
  holds "system.listMethods" (List.mem (`String "register") (items (call "system.listMethods" [])));
  let id = call "register" [named; host; port] in
  holds "register gives a positive int" (match id with `Int number -> number > 0 | _ -> false);
  check "register again" (call "register" [named; host; port]) id;
  let options : XmlRpc.value =
    `Struct [ "metadata", `Struct metadata; "tags", `Array [ `String "blue"; `String "canary" ]; "weight", `Int 3 ] in
  check "register with options" (call "register" [named; host; port; `String "running"; options]) id;
  check "get_service_details" (call "get_service_details" [named]) (`Array [host; port]);
  let instance = List.hd (items (member "instances" (call "get_service" [named]))) in
  check "metadata" (sorted (member "metadata" instance)) (sorted (`Struct metadata));
  check "tags" (member "tags" instance) (`Array [ `String "blue"; `String "canary" ]);
  check "get_service_status" (call "get_service_status" [named]) (`Int 1);
  check "update_status" (call "update_status" [named; `String "stopped"]) (`Boolean true);
  check "status is stopped" (call "get_service_status" [named]) (`Int 0);
  check "resolve without a running one" (call "resolve" [named]) (`Array []);
  check "update_status by number" (call "update_status" [named; `Int 1]) (`Boolean true);
  check "resolve" (member "port" (List.hd (items (call "resolve" [named])))) port;
  holds "get_reg_count" (match call "get_reg_count" [] with `Int count -> count > 0 | _ -> false);
  holds "get_all_service_details" (match call "get_all_service_details" [] with `String json -> json <> "" | _ -> false);
  check_fault "bad port" (-32602) "register" [named; host; `Int 70000];
  check_fault "unknown method" (-32601) "no_such_method" [];
  check "unknown service" (call "get_service_details" [`String ("unknown-" ^ name)]) (`Boolean false);
  let one name parameters = `Struct [ "methodName", `String name; "params", `Array parameters ] in
  let answers = items (call "system.multicall" [`Array [one "get_service_status" [named]; one "no_such_method" []]]) in
  check "multicall" (List.hd answers) (`Array [`Int 1]);
  check "multicall, fault" (member "faultCode" (List.nth answers 1)) (`Int (-32601));
  check "unregister" (call "unregister" [named]) (`Boolean true);
  check "unregister again" (call "unregister" [named]) (`Boolean false)
