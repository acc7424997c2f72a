/**
 * The contract of the API: the OpenAPI document, its operations and schemas, and the handlers that
 * are bound to them. Must not know what a resource consists of.
 */
@NullMarked
package dev.sluice.controller.api.contract;

import org.jspecify.annotations.NullMarked;
