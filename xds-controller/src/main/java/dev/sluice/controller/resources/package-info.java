/**
 * What is served: resources by type and name with their content hashes, the subscriptions of each
 * stream, and which node accepted or refused what. It must not know what a resource means, rows, or
 * how a stream is carried.
 */
@NullMarked
package dev.sluice.controller.resources;

import org.jspecify.annotations.NullMarked;
