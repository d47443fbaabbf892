;;; client.el --- Emacs with xml-rpc.el -*- lexical-binding: t; coding: utf-8 -*-
;;; Commentary:
;; The library's answers are Lisp values: nil is false and the empty array alike.
;;; Code:
(require 'json)
(require 'xml-rpc)

(setq xml-rpc-allow-unicode-string t
      xml-rpc-use-coding-system 'utf-8
      url-show-status nil)

(defvar client-url (pop command-line-args-left))
(defvar client-name (format "client-emacs-%d" (emacs-pid)))
(defvar client-metadata
  '(("text" . "ünïcødé 服务 🚀") ("markup" . "a < b & c > \"d\" 'e' ]]>") ("schlüssel" . "größe")))

(defun client-check (what got want)
  "Compare GOT with WANT under the name WHAT."
  (unless (equal got want)
    (message "FAILED %s: got %S, want %S" what got want)
    (kill-emacs 1))
  (princ (format "ok %s\n" what)))

(defun client-call (method &rest parameters)
  "Call METHOD with PARAMETERS."
  (apply #'xml-rpc-method-call client-url method parameters))

(defun client-check-fault (what code method &rest parameters)
  "METHOD with PARAMETERS must fail with the fault CODE; WHAT names it."
  (setq xml-rpc-fault-code nil)
  (client-check what (condition-case nil (apply #'client-call method parameters) (error xml-rpc-fault-code)) code))

(defun client-member (key struct)
  "The value of KEY in STRUCT."
  (cdr (assoc key struct)))

(let* ((name client-name)
       (options `(("metadata" . ,client-metadata) ("tags" . ["blue" "canary"]) ("weight" . 3)))
       (id (client-call "register" name "127.0.0.1" 9110)))
  (client-check "register gives a positive int" (and (integerp id) (> id 0)) t)
  (client-check "system.listMethods" (and (member "register" (client-call "system.listMethods")) t) t)
  (client-check "register again" (client-call "register" name "127.0.0.1" 9110) id)
  (client-check "register with options" (client-call "register" name "127.0.0.1" 9110 "running" options) id)
  (client-check "get_service_details" (client-call "get_service_details" name) '("127.0.0.1" 9110))
  (let* ((instance (car (client-member "instances" (client-call "get_service" name))))
         (held (client-member "metadata" instance)))
    (dolist (pair client-metadata)
      (client-check (concat "metadata " (car pair)) (client-member (car pair) held) (cdr pair)))
    (client-check "tags" (client-member "tags" instance) '("blue" "canary")))
  (client-check "get_service_status" (client-call "get_service_status" name) 1)
  (client-check "update_status" (client-call "update_status" name "stopped") t)
  (client-check "status is stopped" (client-call "get_service_status" name) 0)
  (client-check "update_status by number" (client-call "update_status" name 1) t)
  (client-check "resolve" (client-member "port" (car (client-call "resolve" name))) 9110)
  (client-check "get_reg_count" (integerp (client-call "get_reg_count")) t)
  (let ((all (let ((json-key-type 'string)) (json-read-from-string (client-call "get_all_service_details")))))
    (client-check "get_all_service_details" (client-member "name" (client-member (number-to-string id) all)) name))
  (client-check-fault "bad port" -32602 "register" name "127.0.0.1" 70000)
  (client-check-fault "unknown method" -32601 "no_such_method")
  (client-check "unknown service" (client-call "get_service_details" (concat "unknown-" name)) nil)
  (client-check "unregister" (client-call "unregister" name) t)
  (client-check "unregister again" (client-call "unregister" name) nil))
;;; client.el ends here
