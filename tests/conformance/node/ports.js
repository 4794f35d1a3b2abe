'use strict';
// Preloaded: the vendor's clients go to port 443 of names no DNS knows. MUSTER_PORTS, as {"name:443":"127.0.0.1:port"},
// says where those are; certificates are still checked against the name.
const tls = require('tls');

const ports = JSON.parse(process.env.MUSTER_PORTS);
const connect = tls.connect;

tls.connect = function (options, ...rest) {
  const place = options && ports[`${options.host}:${options.port}`];
  if (!place) {
    return connect.call(this, options, ...rest);
  }
  const [host, port] = place.split(':');
  const servername = options.servername || options.host;
  return connect.call(this, { ...options, host, port: Number(port), servername }, ...rest);
};
