/** Resource types, resource names, and protobuf messages that several translators use. */
@NullMarked
package dev.sluice.controller.xds.resource;

import org.jspecify.annotations.NullMarked;
