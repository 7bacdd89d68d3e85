/**
 * The settings of the server and of the model that it serves, as Quarkus reads them from properties
 * and environment variables.
 */
package io.pentimento.server.config;
