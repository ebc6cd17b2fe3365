package io.vastctl.vast;

import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.time.Instant;

/** Every call of the client, with an answer that it would accept. */
enum ClientCall {
    SEARCH(
            "{\"offers\":[{\"id\":5,\"machine_id\":2,\"host_id\":3,\"gpu_name\":\"RTX 4090\",\"num_gpus\":1,\"gpu_ids\":[0],"
                    + "\"gpu_ram\":24564,\"dph_base\":0.3,\"storage_cost\":0.1,\"dph_total\":0.31,\"duration\":86400,"
                    + "\"cpu_ram\":64000,\"direct_port_count\":100,\"geolocation\":\"Sweden, SE\",\"rentable\":true}]}",
            client -> client.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, 40, 64))),
    CREATE("{\"success\":true,\"new_contract\":312}", client -> client.create(ClientFixture.order())),
    SHOW(
            "{\"instances\":{\"id\":312,\"label\":\"l\",\"actual_status\":\"running\",\"cur_state\":\"running\","
                    + "\"public_ipaddr\":\"1.2.3.4\\n\",\"ports\":{\"22/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"40022\"}]},"
                    + "\"ssh_host\":\"ssh4.vast.ai\",\"ssh_port\":1234,\"machine_id\":7,\"dph_total\":0.3,\"start_date\":1.7e9}}",
            client -> client.show(312)),
    SHOW_GONE("{\"instances\":null}", client -> client.show(312)),
    LIST(
            "{\"success\":true,\"instances_found\":2,\"total_instances\":2,\"label_counts\":{\"\":2},\"next_token\":null,"
                    + "\"instances\":[{\"id\":312,\"actual_status\":\"exited\"},{\"id\":313,\"ports\":{}}]}",
            VastRestClient::list),
    LIST_PAGE(
            "{\"success\":true,\"instances_found\":1,\"total_instances\":2,\"next_token\":\"t2\",\"instances\":[{\"id\":314}]}",
            VastRestClient::list),
    DESTROY("{\"success\":true,\"msg\":\"destroyed\"}", nothing(client -> client.destroy(312))),
    ATTACH("{\"success\":true}", nothing(client -> client.attachSshKey(312, "ssh-ed25519 AAAA me"))),
    USER("{\"id\":5,\"credit\":25.5,\"balance\":0}", VastRestClient::currentUser),
    CHARGES(
            "{\"success\":true,\"count\":1,\"total\":1,\"next_token\":null,\"results\":[{\"type\":\"instance\",\"source\":"
                    + "\"instance-312\",\"amount\":0.125,\"start\":1.7e9,\"end\":1.7e9,\"metadata\":{\"label\":\"l\"}}]}",
            client -> client.charges(Instant.ofEpochSecond(1_700_000_000), Instant.ofEpochSecond(1_700_000_009))),
    LOGS("{\"success\":true,\"result_url\":\"%s/file\"}", client -> client.logs(312, 100)),
    EXECUTE(
            "{\"success\":true,\"writeable_path\":\"/var/lib/x\",\"result_url\":\"%s/file\"}",
            client -> client.control().execute(312, new ContainerCommand("ls -l"))),
    START("{\"success\":true}", client -> client.control().start(312)),
    STOP("{\"success\":true}", nothing(client -> client.control().stop(312))),
    RELABEL(
            "{\"success\":true,\"msg\":\"set\"}",
            nothing(client -> client.control().relabel(312, "l"))),
    REBOOT("{\"success\":true}", nothing(client -> client.control().reboot(312))),
    RECYCLE("{\"success\":true}", nothing(client -> client.control().recycle(312))),
    CHANGE_BID("{\"success\":true}", nothing(client -> client.control().changeBid(312, 0.2))),
    ACCOUNT_KEYS(
            "[{\"id\":1,\"key\":\"ssh-rsa A\",\"deleted_at\":null},{\"id\":2,\"public_key\":\"ssh-rsa B\"}]",
            client -> client.sshKeys().accountKeys()),
    ADD_KEY(
            "{\"success\":true,\"key\":{\"id\":9,\"public_key\":\"ssh-ed25519 AAAA me\"}}",
            client -> client.sshKeys().addAccountKey("ssh-ed25519 AAAA me")),
    DELETE_KEY("{\"success\":true}", client -> client.sshKeys().deleteAccountKey(9)),
    ATTACHED_KEYS(
            "{\"success\":true,\"ssh_keys\":\"[{\\\"id\\\":1,\\\"public_key\\\":\\\"ssh-rsa A\\\"}]\"}",
            client -> client.sshKeys().attachedKeys(312)),
    DETACH_KEY("{\"success\":true}", client -> client.sshKeys().detachKey(312, 9)),
    INCREASES(
            "{\"success\":true,\"count\":1,\"truncated\":false,\"pending_price_increases\":[{"
                    + "\"pending_price_increase_id\":1,\"contract_id\":312,\"new_gpu_costpersec\":0.0001,"
                    + "\"contract_end_date\":1.79e9,\"created_at\":null}]}",
            client -> client.priceIncreases().pending()),
    ACCEPT("{\"success\":true}", client -> client.priceIncreases().accept(1)),
    REJECT("{\"success\":true}", client -> client.priceIncreases().reject(1)),
    LIST_MACHINES(
            "{\"machines\":[{\"id\":7,\"gpu_name\":\"RTX 4090\",\"num_gpus\":1}]}",
            client -> client.hostMachines().list()),
    SET_MIN_BID("{\"success\":true}", client -> {
        client.hostMachines().setMinBid(7, 0.31);
        return "";
    }),
    REPORTS(
            "[{\"problem\":\"slow\",\"message\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\"}]",
            client -> client.news().machineReports(7)),
    AUDIT_LOG(
            "[{\"api_route\":\"api.instance_DELETE\",\"created_at\":1.7e9,\"args\":{\"instance_id\":312}}]",
            client -> client.news().auditLog()),
    NOTIFICATION_TYPES(
            "{\"success\":true,\"notification_types\":[{\"key\":\"client:outbid\",\"default_preferences\":{\"email\":true}}]}",
            client -> client.news().notificationTypes()),
    NOTIFICATION_SETTINGS(
            "{\"success\":true,\"notification_preferences\":{\"client\":{\"outbid\":{\"email\":true}}}}",
            client -> client.news().notificationSettings(5));

    /** Makes the call and returns what it returns, {@link #DONE} for nothing. */
    interface Action {
        Object on(VastRestClient client) throws InterruptedException;
    }

    /** The same for a call without a result. */
    interface Deed {
        void on(VastRestClient client) throws InterruptedException;
    }

    static final Object DONE = "done";

    private final String right;

    @SuppressWarnings("ImmutableEnumChecker") // the actions hold nothing
    private final Action action;

    ClientCall(String right, Action action) {
        this.right = right;
        this.action = action;
    }

    /** @param base the server's address, for answers that name a file on it */
    String right(String base) {
        return right.replace("%s", base);
    }

    /** What ends the call well. */
    String last(String base) {
        return this == LIST_PAGE ? LIST.right : right(base);
    }

    Object on(VastRestClient client) throws InterruptedException {
        return action.on(client);
    }

    /** Is more when made twice. */
    boolean unrepeatable() {
        return switch (this) {
            case CREATE, REBOOT, RECYCLE, EXECUTE, ADD_KEY, ACCEPT, REJECT -> true;
            default -> false;
        };
    }

    private static Action nothing(Deed deed) {
        return client -> {
            deed.on(client);
            return DONE;
        };
    }
}
