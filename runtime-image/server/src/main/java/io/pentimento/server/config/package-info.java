/**
 * The settings of the server and of the model that it serves, as Quarkus reads them from properties
 * and environment variables.
 */
@NullMarked
package io.pentimento.server.config;

import org.jspecify.annotations.NullMarked;
