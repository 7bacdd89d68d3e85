/**
 * Settings of the server and of the served model, read by Quarkus from properties and environment
 * variables.
 */
@NullMarked
package io.pentimento.server.config;

import org.jspecify.annotations.NullMarked;
