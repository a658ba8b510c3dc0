"""nginx, Caddy, Apache and lighttpd on loopback ports, in the foreground, each configured well or badly."""

from __future__ import annotations

import contextlib
import gzip
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from loopback import PATIENCE, answers, await_condition, free_port

_PATH = os.environ.get("PATH", "") + ":/usr/sbin"
_MODULES = "/usr/lib/apache2/modules"


class Kind(NamedTuple):
    """A server: its program and arguments, and its configuration for a folder, a port and a scratch folder."""

    arguments: Callable[[Path], list[str]]
    well: Callable[[Path, int, Path], str]
    badly: Callable[[Path, int, Path], str]


def _nginx(location: str, server: str) -> Callable[[Path, int, Path], str]:
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""

    def text(root: Path, port: int, _scratch: Path) -> str:
        return f"""
{user} daemon off; worker_processes 1; pid nginx.pid; error_log error.log info;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type application/octet-stream; types {{ }}
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{ listen 127.0.0.1:{port}; root "{root}"; {server}
    {location}
  }}
}}
"""

    return text


_NGINX_WELL = _nginx(
    "location = /rss.xml { default_type application/rss+xml; charset utf-8; charset_types application/rss+xml; "
    "add_header Cache-Control max-age=60; } "
    "location = /feed.json { default_type application/feed+json; add_header Access-Control-Allow-Origin * always; "
    "add_header Access-Control-Expose-Headers ETag always; add_header Cache-Control max-age=60; }"
    "error_page 404 @lost; location @lost { add_header Access-Control-Allow-Origin * always; return 404; }",
    "gzip on; gzip_vary on; gzip_min_length 100; gzip_types application/rss+xml application/feed+json;",
)
_NGINX_BADLY = _nginx(
    "location / { default_type text/html; etag off; if_modified_since off; add_header X-Content-Type-Options nosniff; "
    "expires 1y; }",
    "",
)


def _caddy(site: str) -> Callable[[Path, int, Path], str]:
    def text(root: Path, port: int, _scratch: Path) -> str:
        return f"""{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	root * {root}
{site}
}}
"""

    return text


_CADDY_WELL = _caddy("""
	header /rss.xml Content-Type "application/rss+xml; charset=utf-8"
	header /feed.json Content-Type "application/feed+json"
	header /feed.json Access-Control-Expose-Headers ETag
	header Access-Control-Allow-Origin "*"
	header Cache-Control "max-age=60"
	header Vary Accept-Encoding
	file_server {
		precompressed gzip
	}""")
_CADDY_BADLY = _caddy("""
	header Content-Type text/plain
	header -Last-Modified
	header -ETag
	header Cache-Control no-store
	file_server {
		precompressed gzip
	}""")


def _apache(site: str) -> Callable[[Path, int, Path], str]:
    user = pwd.getpwuid(os.geteuid()).pw_name if os.geteuid() else "www-data"
    modules = ("mpm_event", "authz_core", "mime", "headers", "setenvif", "rewrite", "dir")

    def text(root: Path, port: int, scratch: Path) -> str:
        loaded = "\n".join(f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in modules)
        return f"""ServerRoot "{scratch}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {scratch}/httpd.pid
DefaultRuntimeDir {scratch}
ErrorLog {scratch}/error.log
User {user}
Group {user}
{loaded}
TypesConfig /etc/mime.types
DocumentRoot "{root}"
<Directory "{root}">
Require all granted
</Directory>
{site}
"""

    return text


_APACHE_WELL = _apache("""
FileETag MTime Size
<Files rss.xml>
ForceType "application/rss+xml; charset=utf-8"
</Files>
<Files feed.json>
ForceType application/feed+json
Header always set Access-Control-Expose-Headers ETag
</Files>
Header always set Access-Control-Allow-Origin "*"
Header set Cache-Control "max-age=60"
RewriteEngine on
RewriteCond %{HTTP:Accept-Encoding} \\bgzip\\b
RewriteCond %{DOCUMENT_ROOT}%{REQUEST_URI}.gz -f
RewriteRule ^/(rss\\.xml|feed\\.json)$ /$1.gz [L]
<Files rss.xml.gz>
ForceType "application/rss+xml; charset=utf-8"
Header set Content-Encoding gzip
</Files>
<Files feed.json.gz>
ForceType application/feed+json
Header set Content-Encoding gzip
Header always set Access-Control-Expose-Headers ETag
</Files>
Header merge Vary Accept-Encoding
""")
_APACHE_BADLY = _apache("""
<Files rss.xml>
ForceType application/octet-stream
</Files>
Header set ETag unquoted
Header set Last-Modified "Tue, 01 Jan 2041 00:00:00 GMT"
""")


def _lighttpd(site: str) -> Callable[[Path, int, Path], str]:
    def text(root: Path, port: int, scratch: Path) -> str:
        return f"""server.modules = ( "mod_setenv", "mod_deflate", "mod_redirect" )
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{root}"
server.errorlog = "{scratch}/error.log"
{site}
"""

    return text


_LIGHTTPD_WELL = _lighttpd("""
mimetype.assign = ( "rss.xml" => "application/rss+xml; charset=utf-8", "feed.json" => "application/feed+json" )
etag.use-inode = "disable"
deflate.mimetypes = ( "application/rss+xml", "application/feed+json" )
deflate.allowed-encodings = ( "gzip" )
setenv.set-response-header = ( "Cache-Control" => "max-age=60", "Vary" => "Accept-Encoding",
  "Access-Control-Allow-Origin" => "*", "Access-Control-Expose-Headers" => "ETag" )
""")
_LIGHTTPD_BADLY = _lighttpd("""
mimetype.assign = ( "" => "application/octet-stream" )
setenv.set-response-header = ( "Vary" => "*", "Cache-Control" => "max-age: 60", "Expires" => "0" )
static-file.etags = "disable"
""")


def _nginx_arguments(scratch: Path) -> list[str]:
    return ["nginx", "-p", str(scratch), "-c", "server.conf", "-e", "error.log"]


def _caddy_arguments(scratch: Path) -> list[str]:
    return ["caddy", "run", "--config", str(scratch / "server.conf"), "--adapter", "caddyfile"]


def _apache_arguments(scratch: Path) -> list[str]:
    return ["apache2", "-d", str(scratch), "-f", str(scratch / "server.conf"), "-DFOREGROUND"]


def _lighttpd_arguments(scratch: Path) -> list[str]:
    return ["lighttpd", "-D", "-f", str(scratch / "server.conf")]


KINDS: Mapping[str, Kind] = {
    "nginx": Kind(_nginx_arguments, _NGINX_WELL, _NGINX_BADLY),
    "caddy": Kind(_caddy_arguments, _CADDY_WELL, _CADDY_BADLY),
    "apache2": Kind(_apache_arguments, _APACHE_WELL, _APACHE_BADLY),
    "lighttpd": Kind(_lighttpd_arguments, _LIGHTTPD_WELL, _LIGHTTPD_BADLY),
}


def publish(root: Path, name: str, data: bytes, when: int) -> None:
    """A file and its .gz with one time, as a publisher should write them."""
    for path, content in ((root / name, data), (root / f"{name}.gz", gzip.compress(data, mtime=0))):
        path.write_bytes(content)
        path.chmod(0o644)
        os.utime(path, (when, when))


@contextlib.contextmanager
def running(name: str, root: Path, scratch: Path, *, well: bool) -> Iterator[str]:
    """The URL of a server's root while it runs; ``scratch`` holds its configuration and logs."""
    scratch.mkdir()
    port, kind = free_port(), KINDS[name]
    configuration = (kind.well if well else kind.badly)(root, port, scratch)
    (scratch / "server.conf").write_text(configuration, encoding="utf-8")
    with started(name, scratch, port):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def started(name: str, scratch: Path, port: int) -> Iterator[None]:
    """A server with the configuration in ``scratch``, from when it answers on ``port`` to the end of the context."""
    arguments = KINDS[name].arguments(scratch)
    program = shutil.which(arguments[0], path=_PATH) or arguments[0]
    homes = {"HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
    with (scratch / "output").open("wb") as output:
        process = subprocess.Popen(
            [program, *arguments[1:]], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=os.environ | homes
        )
    try:
        await_condition(lambda: answers(port) or process.poll() is not None, f"{name} is silent on port {port}")
        logs = [
            path.read_text("utf-8", "replace") for path in scratch.glob("*") if path.name in {"output", "error.log"}
        ]
        assert process.poll() is None, "\n".join(logs)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def nginx_in_public(root: Path, plain: int, secure: int, host: str, *, ready: Path) -> str:
    """An nginx as it should stand on the Internet: both families, http leading to https, HTTP/2, no old TLS.

    ``ready`` is a folder with the certificate's chain.pem and key.pem.
    """
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    return f"""
{user} daemon off; worker_processes 1; pid nginx.pid; error_log error.log info;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type application/octet-stream; types {{ text/html html; image/gif gif; audio/mpeg mp3; }}
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{ listen 127.0.0.1:{plain}; listen [::1]:{plain}; return 301 https://{host}$request_uri; }}
  server {{
    listen 127.0.0.1:{secure} ssl http2; listen [::1]:{secure} ssl http2; root "{root}";
    ssl_certificate {ready}/chain.pem; ssl_certificate_key {ready}/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
    gzip_static on; gzip_vary on; charset utf-8; charset_types application/rss+xml; add_header Cache-Control max-age=60;
    location = /rss.xml {{ types {{ }} default_type application/rss+xml; }}
  }}
}}
"""
