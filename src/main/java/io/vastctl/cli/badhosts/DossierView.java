package io.vastctl.cli.badhosts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.blame.Charge;
import io.vastctl.blame.Penalty;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.Dossier;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.ranking.StrictnessPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is held for and against a machine or host, for people and as {@code vastctl.bad-host/1}. */
public final class DossierView {
    private DossierView() {}

    private static final int EVIDENCE = 140;

    /** @param policies under which a host may be barred for its machines */
    static String text(Dossier dossier, Instant now, List<StrictnessPolicy> policies) {
        StringBuilder text = new StringBuilder();
        line(text, "%s %d: %s", dossier.scope().word(), dossier.id(), standing(dossier, now, policies));
        said(text, dossier);
        dossier.held().forEach(bar -> held(text, bar, now));
        for (Dossier.Dropped dropped : dossier.dropped()) {
            charge(text, dropped.charge(), dropped.origin());
            line(text, "    withdrawn: %s", dropped.cause().sentence());
        }
        if (dossier.scope() == Scope.HOST) policies(text, dossier, now, policies);
        dossier.host().ifPresent(host -> {
            StringBuilder ofHost = new StringBuilder();
            said(ofHost, host);
            policies(ofHost, host, now, policies);
            if (!ofHost.isEmpty()) {
                line(text, "its host %d: %s", host.id(), standing(host, now, policies));
                text.append(ofHost);
            }
        });
        return text.toString();
    }

    /** What somebody said of this very machine or host. */
    private static void said(StringBuilder text, Dossier dossier) {
        dossier.exemption()
                .ifPresent(exemption -> line(
                        text,
                        "whitelisted since %s%s: %s",
                        Words.moment(exemption.createdAt()),
                        exemption.reason().isBlank() ? "" : " (" + exemption.reason() + ")",
                        dossier.scope() == Scope.HOST
                                ? "no bar touches its machines but one by hand on the machine itself"
                                : "no bar touches it"));
        for (BadHost order : dossier.orders())
            line(
                    text,
                    "%s  by hand: %s; %s",
                    Words.moment(order.createdAt()),
                    order.cause(),
                    order.expiresAt().map(at -> "until " + Words.moment(at)).orElse("until removed"));
    }

    private static void held(StringBuilder text, Dossier.Held bar, Instant now) {
        bar.penalty().charges().forEach(charge -> charge(text, charge, bar.origin()));
        line(text, "    -> %s", consequence(bar, now));
    }

    private static String consequence(Dossier.Held bar, Instant now) {
        Penalty penalty = bar.penalty();
        String what = penalty.strike() == 0 ? "no strike" : "strike " + penalty.strike();
        if (penalty.liftedAt().isPresent())
            what += ", lifted " + Words.moment(penalty.liftedAt().get());
        else if (penalty.expiresAt().isEmpty()) what += ", barred until removed";
        else
            what += (penalty.inForceAt(now) ? ", barred until " : ", was barred until ")
                    + Words.moment(penalty.expiresAt().get());
        return what + (bar.onParole() ? "; on parole: the next strike bars it one step longer" : "");
    }

    private static void charge(StringBuilder text, Charge charge, Origin origin) {
        line(
                text,
                "%s  machine %d: %s %s%s, %s market%s",
                Words.moment(charge.at()),
                charge.accused().machineId(),
                charge.failureClass(),
                charge.cause(),
                charge.accused()
                        .workload()
                        .map(only -> ", for " + only + " only")
                        .orElse(""),
                origin.word(),
                charge.attempt()
                        .map(key -> ", attempt " + key.number() + " of run " + key.runId())
                        .orElse(""));
        if (!charge.evidence().isBlank()) line(text, "    %s", Words.firstLine(charge.evidence(), EVIDENCE));
    }

    private static void policies(StringBuilder text, Dossier host, Instant now, List<StrictnessPolicy> policies) {
        for (Origin origin : Origin.values()) {
            long barred = host.machinesBarredAt(now, origin);
            if (barred == 0 || host.exemption().isPresent()) continue;
            List<String> names = barring(barred, policies);
            line(
                    text,
                    "%s barred by failures (%s market); that bars the whole host under: %s",
                    Words.count(barred, "machine is", "machines are"),
                    origin.word(),
                    names.isEmpty() ? "none" : String.join(", ", names));
        }
    }

    /** The policies under which so many machines bar their host. */
    private static List<String> barring(long machines, List<StrictnessPolicy> policies) {
        return policies.stream()
                .filter(policy -> policy.bars()
                        && policy.hostBarAfterMachines().isPresent()
                        && machines > 0
                        && machines >= policy.hostBarAfterMachines().getAsInt())
                .map(StrictnessPolicy::name)
                .toList();
    }

    /** Those that bar it, in either market, for what happened on its host's machines. */
    private static List<String> barredUnder(Dossier dossier, Instant now, List<StrictnessPolicy> policies) {
        Dossier host = dossier.host().orElse(dossier);
        if (host.scope() != Scope.HOST || dossier.isExemptAt(now) || host.isExemptAt(now)) return List.of();
        long most = Arrays.stream(Origin.values())
                .mapToLong(origin -> host.machinesBarredAt(now, origin))
                .max()
                .orElse(0);
        return barring(most, policies);
    }

    public static String standing(Dossier dossier, Instant now, List<StrictnessPolicy> policies) {
        if (dossier.isExemptAt(now)) return "whitelisted";
        if (dossier.barredAt(now)) return "barred";
        if (!barredUnder(dossier, now, policies).isEmpty()) return "barred under some policies";
        return dossier.held().stream().anyMatch(Dossier.Held::onParole) ? "on parole" : "not barred";
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(Words.printable(String.format(Locale.ROOT, format, values))).append(System.lineSeparator());
    }

    static ObjectNode json(Dossier dossier, Instant now, List<StrictnessPolicy> policies) {
        ObjectNode json = Json.document("bad-host");
        orders(json, dossier, now, policies);
        ArrayNode bars = json.putArray("bars");
        for (Dossier.Held held : dossier.held()) {
            ObjectNode bar = bars.addObject()
                    .put("strike", held.penalty().strike())
                    .put("active", held.penalty().inForceAt(now))
                    .put("onParole", held.onParole());
            held.penalty().expiresAt().ifPresent(at -> bar.put("expiresAt", Words.iso(at)));
            held.penalty().liftedAt().ifPresent(at -> bar.put("liftedAt", Words.iso(at)));
            ArrayNode failures = bar.putArray("failures");
            held.penalty().charges().forEach(charge -> failures.add(failure(charge, held.origin())));
        }
        ArrayNode withdrawn = json.putArray("withdrawn");
        for (Dossier.Dropped dropped : dossier.dropped())
            withdrawn.add(failure(dropped.charge(), dropped.origin())
                    .put("reason", dropped.cause().sentence()));
        dossier.host().ifPresent(host -> orders(json.putObject("host"), host, now, policies));
        return json;
    }

    /** Without the failures. */
    private static void orders(ObjectNode json, Dossier dossier, Instant now, List<StrictnessPolicy> policies) {
        json.put("scope", dossier.scope().word())
                .put("id", dossier.id())
                .put("standing", standing(dossier, now, policies))
                .put("barred", dossier.barredAt(now));
        ArrayNode under = json.putArray("barredUnder");
        barredUnder(dossier, now, policies).forEach(under::add);
        dossier.exemption()
                .ifPresent(exemption -> json.putObject("exemption")
                        .put("reason", exemption.reason())
                        .put("createdAt", Words.iso(exemption.createdAt())));
        ArrayNode orders = json.putArray("orders");
        dossier.orders().forEach(order -> orders.add(BadHostsView.entry(order, now)));
    }

    private static ObjectNode failure(Charge charge, Origin origin) {
        ObjectNode json = Json.object()
                .put("machineId", charge.accused().machineId())
                .put("class", charge.failureClass().name())
                .put("cause", charge.cause())
                .put("simulated", origin == Origin.SIMULATED)
                .put("at", Words.iso(charge.at()));
        charge.accused().workload().ifPresent(workload -> json.put("workload", workload));
        if (!charge.evidence().isBlank()) json.put("evidence", charge.evidence());
        charge.attempt().ifPresent(key -> json.put("runId", key.runId()).put("attempt", key.number()));
        return json;
    }
}
