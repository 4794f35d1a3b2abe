'use strict';
// Preloaded: the vendor's clients go to fixed ports of names no DNS knows. MUSTER_PORTS, as {"name:443":"127.0.0.1:port"},
// says where those are; certificates are still checked against the name.
const tls = require('tls');

const ports = JSON.parse(process.env.MUSTER_PORTS);
const connect = tls.connect;

tls.connect = function (options, ...rest) {
  if (typeof rest[0] === 'string') {
    // the form with port and host first, which the AMQP client uses
    const [host, more, ...last] = rest;
    return tls.connect({ ...more, host, port: options }, ...last);
  }
  const place = options && ports[`${options.host}:${options.port}`];
  if (!place) {
    return connect.call(this, options, ...rest);
  }
  const [host, port] = place.split(':');
  const servername = options.servername || options.host;
  return connect.call(this, { ...options, host, port: Number(port), servername }, ...rest);
};
