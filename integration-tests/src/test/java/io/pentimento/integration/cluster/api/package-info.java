/**
 * The API server of the simulated cluster: a mock server that supports server-side apply, deletion
 * and pod logs. Request filters add what the mock lacks.
 */
package io.pentimento.integration.cluster.api;
