/**
 * Resource types, resource names, and messages that several translators use. Must not depend on SQL
 * or on connected nodes.
 */
@NullMarked
package dev.sluice.controller.xds.resource;

import org.jspecify.annotations.NullMarked;
