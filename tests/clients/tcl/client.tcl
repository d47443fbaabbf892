# Tcl with tcl-xmlrpc: HTTP/1.0, answers taken apart by regular expressions. The library counts characters where HTTP
# counts bytes, and leaves entities alone: this program keeps its channels in bytes, and escapes and unescapes itself.
package require xmlrpc
encoding system iso8859-1

set url [lindex $argv 0]
set name "client-tcl-[pid]"
set text "\u00fcn\u00efc\u00f8d\u00e9 \u670d\u52a1"
set markup "a < b & c > \"d\" 'e' \]\]>"

proc check {what got want} {
    if {$got ne $want} {
        puts stderr "FAILED $what: got $got, want $want"
        exit 1
    }
    puts "ok $what"
}

# The answer's value; of a fault, its members: the library makes no difference.
proc call {method args} {
    global url
    return [lindex [xmlrpc::call $url RPC2 $method $args] 1]
}

proc member {key value} { lindex [xmlrpc::assoc $key $value] 1 }

proc to_wire {text} { string map {& &amp; < &lt; > &gt;} [encoding convertto utf-8 $text] }

proc from_wire {text} { encoding convertfrom utf-8 [string map {&lt; < &gt; > &quot; \" &apos; ' &#39; ' &amp; &} $text] }

set metadata(text) [list string [to_wire $text]]
set metadata(markup) [list string [to_wire $markup]]
set metadata(empty) {string {}}
set options(metadata) {struct metadata}
set options(tags) {array {{string blue} {string canary}}}
set options(weight) {int 3}

check system.listMethods [expr {"register" in [call system.listMethods]}] 1
set id [call register [list string $name] {string 127.0.0.1} {int 9090}]
check "register gives a positive number" [string is integer -strict $id] 1
check "register again" [call register [list string $name] {string 127.0.0.1} {int 9090}] $id
check "register with options" \
    [call register [list string $name] {string 127.0.0.1} {int 9090} {string running} {struct options}] $id
check get_service_details [call get_service_details [list string $name]] {127.0.0.1 9090}
set held [member metadata [lindex [member instances [call get_service [list string $name]]] 0]]
check "metadata text" [from_wire [member text $held]] $text
check "metadata markup" [from_wire [member markup $held]] $markup
check "metadata empty" [member empty $held] ""
check get_service_status [call get_service_status [list string $name]] 1
check update_status [call update_status [list string $name] {string stopped}] 1
check "status is stopped" [call get_service_status [list string $name]] 0
check "update_status by number" [call update_status [list string $name] {int 1}] 1
check resolve [member port [lindex [call resolve [list string $name]] 0]] 9090
check get_reg_count [string is integer -strict [call get_reg_count]] 1
check get_all_service_details [string match "*$name*" [call get_all_service_details]] 1
check "bad port" [member faultCode [call register [list string $name] {string 127.0.0.1} {int 70000}]] -32602
check "unknown method" [member faultCode [call no_such_method]] -32601
check "unknown service" [call get_service_details [list string "unknown-$name"]] 0
check unregister [call unregister [list string $name]] 1
check "unregister again" [call unregister [list string $name]] 0
