/** Requests, answers and problems of the API. Must not know resources, roles or rows. */
@NullMarked
package dev.sluice.controller.api.http;

import org.jspecify.annotations.NullMarked;
