namespace Routing.Bench.Tables;

/// <summary>The routes of static.txt, one action for each. Written by write-controllers.sh.</summary>
[Controller("/")]
public static class StaticController
{
    [Get("/")]
    public static void R000()
    {
    }

    [Get("/cmd.html")]
    public static void R001()
    {
    }

    [Get("/code.html")]
    public static void R002()
    {
    }

    [Get("/contrib.html")]
    public static void R003()
    {
    }

    [Get("/contribute.html")]
    public static void R004()
    {
    }

    [Get("/debugging_with_gdb.html")]
    public static void R005()
    {
    }

    [Get("/docs.html")]
    public static void R006()
    {
    }

    [Get("/effective_go.html")]
    public static void R007()
    {
    }

    [Get("/files.log")]
    public static void R008()
    {
    }

    [Get("/gccgo_contribute.html")]
    public static void R009()
    {
    }

    [Get("/gccgo_install.html")]
    public static void R010()
    {
    }

    [Get("/go-logo-black.png")]
    public static void R011()
    {
    }

    [Get("/go-logo-blue.png")]
    public static void R012()
    {
    }

    [Get("/go-logo-white.png")]
    public static void R013()
    {
    }

    [Get("/go1.1.html")]
    public static void R014()
    {
    }

    [Get("/go1.2.html")]
    public static void R015()
    {
    }

    [Get("/go1.html")]
    public static void R016()
    {
    }

    [Get("/go1compat.html")]
    public static void R017()
    {
    }

    [Get("/go_faq.html")]
    public static void R018()
    {
    }

    [Get("/go_mem.html")]
    public static void R019()
    {
    }

    [Get("/go_spec.html")]
    public static void R020()
    {
    }

    [Get("/help.html")]
    public static void R021()
    {
    }

    [Get("/ie.css")]
    public static void R022()
    {
    }

    [Get("/install-source.html")]
    public static void R023()
    {
    }

    [Get("/install.html")]
    public static void R024()
    {
    }

    [Get("/logo-153x55.png")]
    public static void R025()
    {
    }

    [Get("/Makefile")]
    public static void R026()
    {
    }

    [Get("/root.html")]
    public static void R027()
    {
    }

    [Get("/share.png")]
    public static void R028()
    {
    }

    [Get("/sieve.gif")]
    public static void R029()
    {
    }

    [Get("/tos.html")]
    public static void R030()
    {
    }

    [Get("/articles")]
    public static void R031()
    {
    }

    [Get("/articles/go_command.html")]
    public static void R032()
    {
    }

    [Get("/articles/index.html")]
    public static void R033()
    {
    }

    [Get("/articles/wiki")]
    public static void R034()
    {
    }

    [Get("/articles/wiki/edit.html")]
    public static void R035()
    {
    }

    [Get("/articles/wiki/final-noclosure.go")]
    public static void R036()
    {
    }

    [Get("/articles/wiki/final-noerror.go")]
    public static void R037()
    {
    }

    [Get("/articles/wiki/final-parsetemplate.go")]
    public static void R038()
    {
    }

    [Get("/articles/wiki/final-template.go")]
    public static void R039()
    {
    }

    [Get("/articles/wiki/final.go")]
    public static void R040()
    {
    }

    [Get("/articles/wiki/get.go")]
    public static void R041()
    {
    }

    [Get("/articles/wiki/http-sample.go")]
    public static void R042()
    {
    }

    [Get("/articles/wiki/index.html")]
    public static void R043()
    {
    }

    [Get("/articles/wiki/Makefile")]
    public static void R044()
    {
    }

    [Get("/articles/wiki/notemplate.go")]
    public static void R045()
    {
    }

    [Get("/articles/wiki/part1-noerror.go")]
    public static void R046()
    {
    }

    [Get("/articles/wiki/part1.go")]
    public static void R047()
    {
    }

    [Get("/articles/wiki/part2.go")]
    public static void R048()
    {
    }

    [Get("/articles/wiki/part3-errorhandling.go")]
    public static void R049()
    {
    }

    [Get("/articles/wiki/part3.go")]
    public static void R050()
    {
    }

    [Get("/articles/wiki/test.bash")]
    public static void R051()
    {
    }

    [Get("/articles/wiki/test_edit.good")]
    public static void R052()
    {
    }

    [Get("/articles/wiki/test_Test.txt.good")]
    public static void R053()
    {
    }

    [Get("/articles/wiki/test_view.good")]
    public static void R054()
    {
    }

    [Get("/articles/wiki/view.html")]
    public static void R055()
    {
    }

    [Get("/codewalk")]
    public static void R056()
    {
    }

    [Get("/codewalk/codewalk.css")]
    public static void R057()
    {
    }

    [Get("/codewalk/codewalk.js")]
    public static void R058()
    {
    }

    [Get("/codewalk/codewalk.xml")]
    public static void R059()
    {
    }

    [Get("/codewalk/functions.xml")]
    public static void R060()
    {
    }

    [Get("/codewalk/markov.go")]
    public static void R061()
    {
    }

    [Get("/codewalk/markov.xml")]
    public static void R062()
    {
    }

    [Get("/codewalk/pig.go")]
    public static void R063()
    {
    }

    [Get("/codewalk/popout.png")]
    public static void R064()
    {
    }

    [Get("/codewalk/run")]
    public static void R065()
    {
    }

    [Get("/codewalk/sharemem.xml")]
    public static void R066()
    {
    }

    [Get("/codewalk/urlpoll.go")]
    public static void R067()
    {
    }

    [Get("/devel")]
    public static void R068()
    {
    }

    [Get("/devel/release.html")]
    public static void R069()
    {
    }

    [Get("/devel/weekly.html")]
    public static void R070()
    {
    }

    [Get("/gopher")]
    public static void R071()
    {
    }

    [Get("/gopher/appenginegopher.jpg")]
    public static void R072()
    {
    }

    [Get("/gopher/appenginegophercolor.jpg")]
    public static void R073()
    {
    }

    [Get("/gopher/appenginelogo.gif")]
    public static void R074()
    {
    }

    [Get("/gopher/bumper.png")]
    public static void R075()
    {
    }

    [Get("/gopher/bumper192x108.png")]
    public static void R076()
    {
    }

    [Get("/gopher/bumper320x180.png")]
    public static void R077()
    {
    }

    [Get("/gopher/bumper480x270.png")]
    public static void R078()
    {
    }

    [Get("/gopher/bumper640x360.png")]
    public static void R079()
    {
    }

    [Get("/gopher/doc.png")]
    public static void R080()
    {
    }

    [Get("/gopher/frontpage.png")]
    public static void R081()
    {
    }

    [Get("/gopher/gopherbw.png")]
    public static void R082()
    {
    }

    [Get("/gopher/gophercolor.png")]
    public static void R083()
    {
    }

    [Get("/gopher/gophercolor16x16.png")]
    public static void R084()
    {
    }

    [Get("/gopher/help.png")]
    public static void R085()
    {
    }

    [Get("/gopher/pkg.png")]
    public static void R086()
    {
    }

    [Get("/gopher/project.png")]
    public static void R087()
    {
    }

    [Get("/gopher/ref.png")]
    public static void R088()
    {
    }

    [Get("/gopher/run.png")]
    public static void R089()
    {
    }

    [Get("/gopher/talks.png")]
    public static void R090()
    {
    }

    [Get("/gopher/pencil")]
    public static void R091()
    {
    }

    [Get("/gopher/pencil/gopherhat.jpg")]
    public static void R092()
    {
    }

    [Get("/gopher/pencil/gopherhelmet.jpg")]
    public static void R093()
    {
    }

    [Get("/gopher/pencil/gophermega.jpg")]
    public static void R094()
    {
    }

    [Get("/gopher/pencil/gopherrunning.jpg")]
    public static void R095()
    {
    }

    [Get("/gopher/pencil/gopherswim.jpg")]
    public static void R096()
    {
    }

    [Get("/gopher/pencil/gopherswrench.jpg")]
    public static void R097()
    {
    }

    [Get("/play")]
    public static void R098()
    {
    }

    [Get("/play/fib.go")]
    public static void R099()
    {
    }

    [Get("/play/hello.go")]
    public static void R100()
    {
    }

    [Get("/play/life.go")]
    public static void R101()
    {
    }

    [Get("/play/peano.go")]
    public static void R102()
    {
    }

    [Get("/play/pi.go")]
    public static void R103()
    {
    }

    [Get("/play/sieve.go")]
    public static void R104()
    {
    }

    [Get("/play/solitaire.go")]
    public static void R105()
    {
    }

    [Get("/play/tree.go")]
    public static void R106()
    {
    }

    [Get("/progs")]
    public static void R107()
    {
    }

    [Get("/progs/cgo1.go")]
    public static void R108()
    {
    }

    [Get("/progs/cgo2.go")]
    public static void R109()
    {
    }

    [Get("/progs/cgo3.go")]
    public static void R110()
    {
    }

    [Get("/progs/cgo4.go")]
    public static void R111()
    {
    }

    [Get("/progs/defer.go")]
    public static void R112()
    {
    }

    [Get("/progs/defer.out")]
    public static void R113()
    {
    }

    [Get("/progs/defer2.go")]
    public static void R114()
    {
    }

    [Get("/progs/defer2.out")]
    public static void R115()
    {
    }

    [Get("/progs/eff_bytesize.go")]
    public static void R116()
    {
    }

    [Get("/progs/eff_bytesize.out")]
    public static void R117()
    {
    }

    [Get("/progs/eff_qr.go")]
    public static void R118()
    {
    }

    [Get("/progs/eff_sequence.go")]
    public static void R119()
    {
    }

    [Get("/progs/eff_sequence.out")]
    public static void R120()
    {
    }

    [Get("/progs/eff_unused1.go")]
    public static void R121()
    {
    }

    [Get("/progs/eff_unused2.go")]
    public static void R122()
    {
    }

    [Get("/progs/error.go")]
    public static void R123()
    {
    }

    [Get("/progs/error2.go")]
    public static void R124()
    {
    }

    [Get("/progs/error3.go")]
    public static void R125()
    {
    }

    [Get("/progs/error4.go")]
    public static void R126()
    {
    }

    [Get("/progs/go1.go")]
    public static void R127()
    {
    }

    [Get("/progs/gobs1.go")]
    public static void R128()
    {
    }

    [Get("/progs/gobs2.go")]
    public static void R129()
    {
    }

    [Get("/progs/image_draw.go")]
    public static void R130()
    {
    }

    [Get("/progs/image_package1.go")]
    public static void R131()
    {
    }

    [Get("/progs/image_package1.out")]
    public static void R132()
    {
    }

    [Get("/progs/image_package2.go")]
    public static void R133()
    {
    }

    [Get("/progs/image_package2.out")]
    public static void R134()
    {
    }

    [Get("/progs/image_package3.go")]
    public static void R135()
    {
    }

    [Get("/progs/image_package3.out")]
    public static void R136()
    {
    }

    [Get("/progs/image_package4.go")]
    public static void R137()
    {
    }

    [Get("/progs/image_package4.out")]
    public static void R138()
    {
    }

    [Get("/progs/image_package5.go")]
    public static void R139()
    {
    }

    [Get("/progs/image_package5.out")]
    public static void R140()
    {
    }

    [Get("/progs/image_package6.go")]
    public static void R141()
    {
    }

    [Get("/progs/image_package6.out")]
    public static void R142()
    {
    }

    [Get("/progs/interface.go")]
    public static void R143()
    {
    }

    [Get("/progs/interface2.go")]
    public static void R144()
    {
    }

    [Get("/progs/interface2.out")]
    public static void R145()
    {
    }

    [Get("/progs/json1.go")]
    public static void R146()
    {
    }

    [Get("/progs/json2.go")]
    public static void R147()
    {
    }

    [Get("/progs/json2.out")]
    public static void R148()
    {
    }

    [Get("/progs/json3.go")]
    public static void R149()
    {
    }

    [Get("/progs/json4.go")]
    public static void R150()
    {
    }

    [Get("/progs/json5.go")]
    public static void R151()
    {
    }

    [Get("/progs/run")]
    public static void R152()
    {
    }

    [Get("/progs/slices.go")]
    public static void R153()
    {
    }

    [Get("/progs/timeout1.go")]
    public static void R154()
    {
    }

    [Get("/progs/timeout2.go")]
    public static void R155()
    {
    }

    [Get("/progs/update.bash")]
    public static void R156()
    {
    }
}
