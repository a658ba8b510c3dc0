"""Real web servers that serve a folder exactly as `feeds server` says; only the frame around it is the tests'."""

import contextlib
import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from loopback import answers, await_condition

PATIENCE = 20.0  # seconds
BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"

_NGINX = """
{user}
load_module {brotli};
daemon off; worker_processes 1; pid nginx.pid; error_log error.log info;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{port};
{text}
  }}
}}
"""
_CADDY = """{{
	admin off
	auto_https off
}}
{text}"""
_APACHE = """ServerRoot "{scratch}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {scratch}/httpd.pid
DefaultRuntimeDir {scratch}
ErrorLog {scratch}/error.log
{user}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule dir_module {modules}/mod_dir.so
TypesConfig /etc/mime.types
AddEncoding x-gzip .gz
AddLanguage pt-BR .br
{text}
"""
_LIGHTTPD = """server.modules = ( "mod_access", "mod_alias" )
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{scratch}"
server.errorlog = "{scratch}/error.log"
{text}
"""


@contextlib.contextmanager
def served(kind: str, text: str, port: int, scratch: Path) -> Iterator[None]:
    """A server of one kind with the configuration in ``text``, on ``port``, for as long as the context lasts."""
    scratch.mkdir(exist_ok=True)
    root = os.geteuid() == 0
    sbin = os.environ.get("PATH", "") + ":/usr/sbin"
    program = shutil.which({"apache": "apache2"}.get(kind, kind), path=sbin) or kind
    environment = dict(os.environ)
    match kind:
        case "nginx":
            user = f"user {getpass.getuser()};" if root else ""
            text = text.replace("# brotli_static on;", "brotli_static on;")
            whole = _NGINX.format(user=user, brotli=BROTLI, port=port, text=text)
            command = [program, "-p", str(scratch), "-c", "server.conf", "-e", "error.log"]
        case "caddy":
            whole = _CADDY.format(text=text)
            command = [program, "run", "--config", str(scratch / "server.conf"), "--adapter", "caddyfile"]
            environment |= {"HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
        case "apache":
            user = "User www-data\nGroup www-data" if root else ""
            modules = "/usr/lib/apache2/modules"
            whole = _APACHE.format(scratch=scratch, port=port, user=user, modules=modules, text=text)
            command = [program, "-d", str(scratch), "-f", str(scratch / "server.conf"), "-DFOREGROUND"]
        case _:
            whole = _LIGHTTPD.format(scratch=scratch, port=port, text=text)
            command = [program, "-D", "-f", str(scratch / "server.conf")]
    (scratch / "server.conf").write_text(whole, encoding="utf-8")
    with (scratch / "out.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    try:
        await_condition(lambda: answers(port) or process.poll() is not None, f"{kind} is silent on port {port}")
        assert process.poll() is None, (scratch / "out.log").read_text("utf-8")
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
