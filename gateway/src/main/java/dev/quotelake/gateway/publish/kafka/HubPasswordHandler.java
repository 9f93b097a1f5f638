// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.Secret;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/**
 * Logs each new connection of a Kafka client in with the connection string as it is then, so that a
 * changed key needs no new client. Made by the client, by its name; connections that are open stay
 * as they are.
 */
@RegisterForReflection
public final class HubPasswordHandler implements AuthenticateCallbackHandler {

  /** Among the client's settings: the {@link Secret} that is the connection string. */
  static final String CONNECTION_STRING = "quotelake.connection.string";

  private Secret connectionString;

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> jaas) {
    connectionString = (Secret) settings.get(CONNECTION_STRING);
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName("$ConnectionString");
      } else if (callback instanceof PasswordCallback password) {
        password.setPassword(connectionString.reveal().toCharArray());
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
